package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From which score on accounts (PQA) and people (PQL) are qualified, as data.
 *
 * @param account thresholds for the score of an account
 * @param person thresholds for the score of a person
 * @param coolDownDays for so long after a handoff was declined for good nobody is put forward to sales for their score,
 *     and for as long as routing lets the account rest if that is longer
 * @param handRaiseDays for so long after somebody asked for sales they and their account are put forward whatever their
 *     score
 */
public record Stages(Thresholds account, Thresholds person, int coolDownDays, int handRaiseDays) {
    /** For models that say nothing of stages. */
    public static final Stages STANDARD =
            new Stages(new Thresholds(band(35, 29), band(55, 47)), new Thresholds(band(15, 11), band(25, 19)), 30, 90);

    private static final int MOST_DAYS = 3_650;
    private static final BigDecimal MOST_POINTS = BigDecimal.valueOf(100);

    /** The two thresholds there are. */
    public record Thresholds(Band nurture, Band sales) {}

    /**
     * A threshold with a gap, so that a score that wavers does not lead to and fro.
     *
     * @param enter at least so many points lead in
     * @param leave less than so many lead out
     */
    public record Band(BigDecimal enter, BigDecimal leave) {}

    private static Band band(int enter, int leave) {
        return new Band(BigDecimal.valueOf(enter), BigDecimal.valueOf(leave));
    }

    /** What is wrong with these numbers, by the place within the section; empty when they can be used. */
    public Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        check("account", account, faults);
        check("person", person, faults);
        checkDays("coolDownDays", coolDownDays, faults);
        checkDays("handRaiseDays", handRaiseDays, faults);
        return faults;
    }

    private static void check(String place, Thresholds thresholds, Map<String, String> faults) {
        if (thresholds == null) {
            faults.put(place, "must have the thresholds nurture and sales");
            return;
        }
        boolean usable = check(place + ".nurture", thresholds.nurture(), faults)
                & check(place + ".sales", thresholds.sales(), faults);
        if (usable && thresholds.sales().enter().compareTo(thresholds.nurture().enter()) <= 0) {
            faults.put(place + ".sales.enter", "must be more than nurture.enter");
        }
        if (usable && thresholds.sales().leave().compareTo(thresholds.nurture().leave()) < 0) {
            faults.put(place + ".sales.leave", "must not be less than nurture.leave");
        }
    }

    private static boolean check(String place, Band band, Map<String, String> faults) {
        if (band == null || band.enter() == null || band.leave() == null) {
            faults.put(place, "must have the points enter and leave");
            return false;
        }
        if (band.leave().signum() <= 0 || band.enter().compareTo(MOST_POINTS) > 0) {
            faults.put(place, "must be more than 0 and at most 100 points");
            return false;
        }
        if (band.leave().compareTo(band.enter()) >= 0) {
            faults.put(place + ".leave", "must be less than enter, or a score that wavers leads to and fro");
            return false;
        }
        return true;
    }

    private static void checkDays(String place, int days, Map<String, String> faults) {
        if (days < 0 || days > MOST_DAYS) {
            faults.put(place, "must be 0 to " + MOST_DAYS + " days");
        }
    }
}

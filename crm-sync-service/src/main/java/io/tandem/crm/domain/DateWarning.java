package io.tandem.crm.domain;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A renewal or an expansion that comes near.
 *
 * @param daysLeft negative when the day is over
 */
public record DateWarning(
        Occasion occasion, UUID engagementId, String engagement, LocalDate date, long daysLeft, Level level) {
    private static final long HORIZON_DAYS = 90;

    public enum Occasion {
        RENEWAL,
        EXPANSION
    }

    /** How near it is. */
    public enum Level {
        /** Within 90 days. */
        EARLY,
        /** Within 60 days. */
        SOON,
        /** Within 30 days. */
        URGENT,
        /** The day is over and no other was named. */
        OVERDUE;

        static Level of(long daysLeft) {
            if (daysLeft < 0) {
                return OVERDUE;
            }
            return daysLeft <= 30 ? URGENT : daysLeft <= 60 ? SOON : EARLY;
        }
    }

    /** A date of an engagement. */
    public record Dated(Occasion occasion, UUID engagementId, String engagement, LocalDate date) {}

    /** Those within the next 90 days and those that are over, the nearest first. */
    public static List<DateWarning> of(List<Dated> dates, LocalDate today) {
        return dates.stream()
                .filter(dated -> dated.date != null)
                .map(dated -> {
                    long daysLeft = ChronoUnit.DAYS.between(today, dated.date);
                    return new DateWarning(
                            dated.occasion,
                            dated.engagementId,
                            dated.engagement,
                            dated.date,
                            daysLeft,
                            Level.of(daysLeft));
                })
                .filter(warning -> warning.daysLeft <= HORIZON_DAYS)
                .sorted(Comparator.comparing(DateWarning::date).thenComparing(DateWarning::engagementId))
                .toList();
    }
}

package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.Predictor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in words what makes a prediction. */
final class Reasons {
    static final String OTHERS = "others";

    private static final int MOST = 6;
    private static final double WORTH_NAMING = 0.02;

    /** A number stands in place of the sign. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("companySize", "company size #"),
            Map.entry("country", "country #"),
            Map.entry("industry", "industry #"),
            Map.entry("fit", "a fit of # points"),
            Map.entry("engagement", "an engagement of # points"),
            Map.entry("people", "# people known"),
            Map.entry("users7", "# people active within 7 days"),
            Map.entry("users28", "# people active within 28 days"),
            Map.entry("events7", "# events within 7 days"),
            Map.entry("events28", "# events within 28 days"),
            Map.entry("activeDays28", "active on # of the last 28 days"),
            Map.entry("daysSinceFirstSeen", "known for # days"),
            Map.entry("daysSinceLastSeen", "last seen # days ago"));

    /** Of fields that an account may lack. */
    private static final Map<String, String> NOUNS = Map.of(
            "companySize", "company size",
            "daysSinceFirstSeen", "day of the first use or signup",
            "daysSinceLastSeen", "day of the last use");

    private static final Map<String, String> FLAGS = Map.of(
            "businessEmail", "a company's domain",
            "useCaseStated", "a stated use case",
            "activated", "activation");

    private Reasons() {}

    static List<PredictionView.Reason> of(Predictor.Explained explained) {
        List<PredictionView.Reason> reasons = new ArrayList<>();
        double others = 0;
        for (Predictor.Reason reason : explained.reasons()) {
            if (reasons.size() < MOST && Math.abs(reason.logOdds()) >= WORTH_NAMING) {
                reasons.add(new PredictionView.Reason(reason.field(), reason.logOdds(), sentence(reason)));
            } else {
                others += reason.logOdds();
            }
        }
        if (others != 0) {
            reasons.add(new PredictionView.Reason(OTHERS, others, "all else together " + direction(others)));
        }
        return reasons;
    }

    private static String sentence(Predictor.Reason reason) {
        return words(reason.field(), reason.value()) + " " + direction(reason.logOdds());
    }

    private static String words(String field, Object value) {
        if (value == null) {
            return "an unknown " + NOUNS.getOrDefault(field, field);
        }
        if (FLAGS.containsKey(field)) {
            return (value.equals(0.0) ? "no " : "")
                    + FLAGS.get(field).replaceFirst(value.equals(0.0) ? "^an? " : "^$", "");
        }
        String shown = value instanceof Double number
                ? BigDecimal.valueOf(number)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toPlainString()
                : value.toString();
        return WORDS.getOrDefault(field, field + " #").replace("#", shown);
    }

    private static String direction(double logOdds) {
        return logOdds > 0 ? "makes it more likely" : "makes it less likely";
    }
}

package io.tandem.scoring.domain.prediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was learnt: everything that a prediction needs, and nothing else.
 *
 * @param weights one for each column of the encoding
 */
public record Predictor(Encoding encoding, double bias, List<Double> weights, PlattScaling scaling) {

    /**
     * What one field adds to the log-odds of an account, in comparison with the average account.
     *
     * @param value the account's own, or null
     */
    public record Reason(String field, Object value, double logOdds) {}

    /**
     * A prediction that adds up: the log-odds of the average account and those of all reasons are those of the
     * probability.
     *
     * @param reasons the strongest first
     */
    public record Explained(double probability, double averageLogOdds, List<Reason> reasons) {}

    public Predictor {
        weights = List.copyOf(weights);
    }

    /** The uncalibrated score. */
    public double score(Map<String, Object> facts) {
        double[] values = encoding.encode(facts);
        double score = bias;
        for (int i = 0; i < values.length; i++) {
            score += weights.get(i) * values[i];
        }
        return score;
    }

    public double probability(Map<String, Object> facts) {
        return scaling.probability(score(facts));
    }

    public Explained explain(Map<String, Object> facts) {
        double[] values = encoding.encode(facts);
        Map<String, Double> byField = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            byField.merge(encoding.columns().get(i).field(), scaling.slope() * weights.get(i) * values[i], Double::sum);
        }
        List<Reason> reasons = new ArrayList<>();
        byField.forEach((field, logOdds) -> reasons.add(new Reason(field, facts.get(field), logOdds)));
        reasons.sort(Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.logOdds()))
                .thenComparing(Reason::field));
        return new Explained(probability(facts), scaling.logOdds(bias), reasons);
    }
}

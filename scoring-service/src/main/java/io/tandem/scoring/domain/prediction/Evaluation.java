package io.tandem.scoring.domain.prediction;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How a model did on rows that are newer than all it was learnt from, beside two that know less: one that gives everybody
 * the base rate, and the rule score, turned into a probability in the same way and on the same rows as the model's own.
 *
 * @param baseRate share of events among the rows learnt from
 * @param advantages of the model over each of the others
 */
public record Evaluation(
        int rows,
        int events,
        double baseRate,
        Measures model,
        Measures rules,
        Measures base,
        List<Advantage> advantages) {

    private static final int RESAMPLES = 1_000;
    private static final double CONFIDENCE = 0.95;
    private static final int BINS = 10;

    /**
     * @param auc area under the ROC curve, 0.5 to 1 for rankings better than chance
     * @param brier mean squared error of the probability, 0 is perfect
     * @param calibrationError expected calibration error in ten bins of equal number, 0 is perfect
     * @param liftByDecile share of events in each tenth over that in all, the best ranked tenth first
     */
    public record Measures(double auc, double brier, double calibrationError, List<Double> liftByDecile) {
        static Measures of(double[] probabilities, boolean[] happened, double[] weights) {
            return new Measures(
                    Metrics.auc(probabilities, happened, Metrics.ascending(probabilities), weights),
                    Metrics.brier(probabilities, happened, weights),
                    Metrics.calibrationError(probabilities, happened, weights, BINS),
                    Arrays.stream(Metrics.liftByDecile(probabilities, happened, weights))
                            .boxed()
                            .toList());
        }
    }

    /**
     * By how much the model is better, and by how much at least: in 95 of 100 resamples of the tested accounts (paired
     * bootstrap: Efron, Tibshirani, <i>An introduction to the bootstrap</i>, 1993) it is better by more than that.
     *
     * @param measure {@code auc} or {@code brier}
     * @param over {@code rules} or {@code base rate}
     */
    public record Advantage(String measure, String over, double difference, double atLeast) {
        boolean isSure() {
            return atLeast > 0;
        }

        String asSentence() {
            String what = measure.equals("auc") ? "rank" : "predict";
            return String.format(
                    Locale.ROOT,
                    "It is not sure to %s better than the %s: the %s is better by %.3f on the accounts tried, but that may"
                            + " be as little as %.3f.",
                    what,
                    over,
                    measure.equals("auc") ? "area under the curve" : "Brier score",
                    difference,
                    atLeast);
        }
    }

    /**
     * @param accounts of which account each row is; an account is resampled with all of its rows
     * @param weights how many rows each stands for
     */
    static Evaluation of(
            int[] accounts,
            boolean[] happened,
            double[] weights,
            double[] model,
            double[] rules,
            double baseRate,
            long seed) {
        int n = happened.length;
        double[] base = new double[n];
        Arrays.fill(base, baseRate);
        Measures ofModel = Measures.of(model, happened, weights);
        Measures ofRules = Measures.of(rules, happened, weights);
        Measures ofBase = Measures.of(base, happened, weights);
        double[][] differences = resampled(accounts, happened, weights, model, rules, base, seed);
        int events = 0;
        for (boolean one : happened) {
            events += one ? 1 : 0;
        }
        return new Evaluation(
                n,
                events,
                baseRate,
                ofModel,
                ofRules,
                ofBase,
                List.of(
                        new Advantage("auc", "rules", ofModel.auc() - ofRules.auc(), lower(differences[0])),
                        new Advantage("auc", "base rate", ofModel.auc() - ofBase.auc(), lower(differences[1])),
                        new Advantage("brier", "rules", ofRules.brier() - ofModel.brier(), lower(differences[2])),
                        new Advantage("brier", "base rate", ofBase.brier() - ofModel.brier(), lower(differences[3]))));
    }

    private static double[][] resampled(
            int[] accounts,
            boolean[] happened,
            double[] weights,
            double[] model,
            double[] rules,
            double[] base,
            long seed) {
        int[] modelOrder = Metrics.ascending(model);
        int[] rulesOrder = Metrics.ascending(rules);
        int[] distinct = Arrays.stream(accounts).distinct().toArray();
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < distinct.length; i++) {
            places.put(distinct[i], i);
        }
        int[] place = Arrays.stream(accounts).map(places::get).toArray();
        Random random = new Random(seed);
        double[][] differences = new double[4][RESAMPLES];
        int[] drawn = new int[distinct.length];
        double[] times = new double[happened.length];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < distinct.length; i++) {
                drawn[random.nextInt(distinct.length)]++;
            }
            for (int i = 0; i < times.length; i++) {
                times[i] = drawn[place[i]] * weights[i];
            }
            double modelAuc = orChance(Metrics.auc(model, happened, modelOrder, times));
            differences[0][resample] = modelAuc - orChance(Metrics.auc(rules, happened, rulesOrder, times));
            differences[1][resample] = modelAuc - 0.5;
            double modelBrier = Metrics.brier(model, happened, times);
            differences[2][resample] = Metrics.brier(rules, happened, times) - modelBrier;
            differences[3][resample] = Metrics.brier(base, happened, times) - modelBrier;
        }
        return differences;
    }

    private static double lower(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.floor((1 - CONFIDENCE) * sorted.length)];
    }

    private static double orChance(double auc) {
        return Double.isNaN(auc) ? 0.5 : auc;
    }
}

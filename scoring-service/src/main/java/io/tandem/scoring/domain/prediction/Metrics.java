package io.tandem.scoring.domain.prediction;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How good predictions are. In all of these, equal predictions are taken together, so that no order favours any. */
public final class Metrics {
    private Metrics() {}

    /**
     * Area under the ROC curve: the chance that of two rows the one where it happened is ranked higher, ties counting half
     * (Fawcett, <i>An introduction to ROC analysis</i>, 2006).
     *
     * @return 0 to 1, 0.5 for a ranking that says nothing; NaN if it happened everywhere or nowhere
     */
    public static double auc(double[] scores, boolean[] happened) {
        return auc(scores, happened, ascending(scores), once(scores.length));
    }

    /** The same of a resample in which each row occurs so many times; the order is that of the scores. */
    static double auc(double[] scores, boolean[] happened, int[] ascending, int[] times) {
        double below = 0;
        double wins = 0;
        double positives = 0;
        int i = 0;
        while (i < ascending.length) {
            double tiedPositives = 0;
            double tiedNegatives = 0;
            double score = scores[ascending[i]];
            for (; i < ascending.length && scores[ascending[i]] == score; i++) {
                if (happened[ascending[i]]) {
                    tiedPositives += times[ascending[i]];
                } else {
                    tiedNegatives += times[ascending[i]];
                }
            }
            wins += tiedPositives * (below + tiedNegatives / 2);
            below += tiedNegatives;
            positives += tiedPositives;
        }
        return wins / (positives * below);
    }

    /** Mean squared difference of probability and outcome (Brier, 1950): 0 is perfect. */
    public static double brier(double[] probabilities, boolean[] happened) {
        return brier(probabilities, happened, once(probabilities.length));
    }

    /** The same of a resample in which each row occurs so many times. */
    static double brier(double[] probabilities, boolean[] happened, int[] times) {
        double sum = 0;
        long rows = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double miss = probabilities[i] - (happened[i] ? 1 : 0);
            sum += times[i] * miss * miss;
            rows += times[i];
        }
        return sum / rows;
    }

    /**
     * Expected calibration error: rows in bins of equal number by probability, the difference of mean probability and
     * share of events in each, weighted by its rows (Naeini, Cooper, Hauskrecht, AAAI 2015; Guo et al., ICML 2017).
     *
     * @return 0 to 1, 0 for probabilities that keep their word
     */
    public static double calibrationError(double[] probabilities, boolean[] happened, int bins) {
        int[] order = ascending(probabilities);
        double sum = 0;
        int from = 0;
        for (int bin = 1; bin <= bins; bin++) {
            int to = Math.max(from, (int) Math.round((double) order.length * bin / bins));
            while (to > from && to < order.length && probabilities[order[to]] == probabilities[order[to - 1]]) {
                to++;
            }
            double difference = 0;
            for (int i = from; i < to; i++) {
                difference += probabilities[order[i]] - (happened[order[i]] ? 1 : 0);
            }
            sum += Math.abs(difference);
            from = to;
        }
        return sum / order.length;
    }

    /**
     * Share of events in each tenth of the rows, the best ranked first, over the share in all: 2 is twice as many as by
     * chance. Rows of equal score share their events.
     */
    public static double[] liftByDecile(double[] scores, boolean[] happened) {
        int[] order = ascending(scores);
        int n = order.length;
        double[] share = new double[n];
        int i = 0;
        double all = 0;
        while (i < n) {
            int to = i;
            double events = 0;
            for (; to < n && scores[order[to]] == scores[order[i]]; to++) {
                events += happened[order[to]] ? 1 : 0;
            }
            Arrays.fill(share, i, to, events / (to - i));
            all += events;
            i = to;
        }
        double[] lift = new double[10];
        for (int decile = 0; decile < 10; decile++) {
            int to = n - (int) Math.round(n * decile / 10.0);
            int from = n - (int) Math.round(n * (decile + 1) / 10.0);
            double events = Arrays.stream(share, from, to).sum();
            lift[decile] = to == from || all == 0 ? 0 : events / (to - from) / (all / n);
        }
        return lift;
    }

    private static int[] once(int rows) {
        int[] times = new int[rows];
        Arrays.fill(times, 1);
        return times;
    }

    static int[] ascending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}

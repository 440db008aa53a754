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

    /** The same where each row counts so many times, as in a resample; the order is that of the scores. */
    static double auc(double[] scores, boolean[] happened, int[] ascending, double[] times) {
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

    /** The same where each row counts so many times. */
    static double brier(double[] probabilities, boolean[] happened, double[] times) {
        double sum = 0;
        double rows = 0;
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
        return calibrationError(probabilities, happened, once(probabilities.length), bins);
    }

    /** The same where each row counts so many times, in bins of rows that are there. */
    static double calibrationError(double[] probabilities, boolean[] happened, double[] times, int bins) {
        int[] order = ascending(probabilities);
        double sum = 0;
        double rows = 0;
        int from = 0;
        for (int bin = 1; bin <= bins; bin++) {
            int to = Math.max(from, (int) Math.round((double) order.length * bin / bins));
            while (to > from && to < order.length && probabilities[order[to]] == probabilities[order[to - 1]]) {
                to++;
            }
            double difference = 0;
            for (int i = from; i < to; i++) {
                difference += times[order[i]] * (probabilities[order[i]] - (happened[order[i]] ? 1 : 0));
                rows += times[order[i]];
            }
            sum += Math.abs(difference);
            from = to;
        }
        return sum / rows;
    }

    /**
     * Share of events in each tenth of the rows, the best ranked first, over the share in all: 2 is twice as many as by
     * chance. Rows of equal score share their events.
     */
    public static double[] liftByDecile(double[] scores, boolean[] happened) {
        return liftByDecile(scores, happened, once(scores.length));
    }

    /** The same where each row counts so many times; one that spans two tenths counts in both, in part. */
    static double[] liftByDecile(double[] scores, boolean[] happened, double[] times) {
        int[] order = ascending(scores);
        double rows = Arrays.stream(times).sum();
        double[] found = new double[10];
        double seen = 0;
        double all = 0;
        for (int i = order.length - 1; i >= 0; ) {
            double score = scores[order[i]];
            double tied = 0;
            double events = 0;
            for (; i >= 0 && scores[order[i]] == score; i--) {
                tied += times[order[i]];
                events += happened[order[i]] ? times[order[i]] : 0;
            }
            for (int decile = 0; decile < 10 && tied > 0; decile++) {
                double shared = Math.min(seen + tied, rows * (decile + 1) / 10) - Math.max(seen, rows * decile / 10);
                found[decile] += Math.max(0, shared) / tied * events;
            }
            seen += tied;
            all += events;
        }
        double usual = all / 10;
        return Arrays.stream(found)
                .map(events -> usual == 0 ? 0 : events / usual)
                .toArray();
    }

    static double[] once(int rows) {
        double[] times = new double[rows];
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

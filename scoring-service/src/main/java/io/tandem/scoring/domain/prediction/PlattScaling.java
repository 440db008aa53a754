package io.tandem.scoring.domain.prediction;

/**
 * Turns a score into a probability by a sigmoid fitted on rows the score was not learnt from (Platt, <i>Probabilistic
 * outputs for support vector machines</i>, 1999; Newton's method with the targets and safeguards of Lin, Lin, Weng, <i>A
 * note on Platt's probabilistic outputs</i>, 2007). Two parameters, because few events do not carry more (Niculescu-Mizil,
 * Caruana, ICML 2005).
 */
public record PlattScaling(double slope, double intercept) {
    private static final int MOST_STEPS = 100;
    private static final double RIDGE = 1e-12;

    public double logOdds(double score) {
        return slope * score + intercept;
    }

    public double probability(double score) {
        return sigmoid(logOdds(score));
    }

    public static double sigmoid(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }

    /**
     * A score that ranks the wrong way round gets a slope of zero: every row then has the mean probability.
     *
     * @param times how many times each row counts
     */
    public static PlattScaling fit(double[] scores, boolean[] happened, double[] times) {
        PlattScaling best = newton(scores, happened, times, true);
        return best.slope >= 0 ? best : newton(scores, happened, times, false);
    }

    private static PlattScaling newton(double[] scores, boolean[] happened, double[] times, boolean sloped) {
        double positives = 0;
        double negatives = 0;
        for (int i = 0; i < happened.length; i++) {
            positives += happened[i] ? times[i] : 0;
            negatives += happened[i] ? 0 : times[i];
        }
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1.0 / (negatives + 2.0);
        PlattScaling now = new PlattScaling(0, StrictMath.log((positives + 1.0) / (negatives + 1.0)));
        double loss = now.loss(scores, happened, times, high, low);
        for (int step = 0; step < MOST_STEPS; step++) {
            double saa = RIDGE;
            double sbb = RIDGE;
            double sab = 0;
            double ga = 0;
            double gb = 0;
            for (int i = 0; i < scores.length; i++) {
                double p = now.probability(scores[i]);
                double miss = times[i] * (p - (happened[i] ? high : low));
                double weight = times[i] * p * (1 - p);
                double x = sloped ? scores[i] : 0;
                saa += weight * x * x;
                sbb += weight;
                sab += weight * x;
                ga += miss * x;
                gb += miss;
            }
            if (Math.abs(ga) < 1e-7 && Math.abs(gb) < 1e-7) {
                break;
            }
            double determinant = saa * sbb - sab * sab;
            double da = sloped ? -(sbb * ga - sab * gb) / determinant : 0;
            double db = sloped ? -(saa * gb - sab * ga) / determinant : -gb / sbb;
            PlattScaling next = now;
            double nextLoss = Double.POSITIVE_INFINITY;
            for (double part = 1; part > 1e-10 && !(nextLoss < loss); part /= 2) {
                next = new PlattScaling(now.slope + part * da, now.intercept + part * db);
                nextLoss = next.loss(scores, happened, times, high, low);
            }
            if (!(nextLoss < loss)) {
                break;
            }
            now = next;
            loss = nextLoss;
        }
        return now;
    }

    private double loss(double[] scores, boolean[] happened, double[] times, double high, double low) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            double target = happened[i] ? high : low;
            double logOdds = logOdds(scores[i]);
            // log(1 + e^-z) without overflow on either side.
            sum += times[i]
                    * (StrictMath.log1p(StrictMath.exp(-Math.abs(logOdds)))
                            + (logOdds >= 0 ? (1 - target) * logOdds : -target * logOdds));
        }
        return sum;
    }
}

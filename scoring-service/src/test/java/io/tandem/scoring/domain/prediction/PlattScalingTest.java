package io.tandem.scoring.domain.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlattScalingTest {
    @Test
    void findsTheSigmoidThatMadeTheOutcomes() {
        Random random = new Random(7);
        double[] scores = new double[20_000];
        boolean[] happened = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextGaussian() * 2;
            happened[i] = random.nextDouble() < PlattScaling.sigmoid(0.5 * scores[i] - 1);
        }

        PlattScaling found = PlattScaling.fit(scores, happened, Metrics.once(scores.length));

        assertEquals(0.5, found.slope(), 0.03);
        assertEquals(-1, found.intercept(), 0.05);
    }

    @Test
    void aScoreThatRanksTheWrongWayRoundSaysNothing() {
        double[] scores = {1, 2, 3, 4};
        boolean[] happened = {true, true, false, false};

        PlattScaling found = PlattScaling.fit(scores, happened, Metrics.once(scores.length));

        assertEquals(0, found.slope());
        assertEquals(0.5, found.probability(9), 1e-6);
    }

    @Test
    void doesNotPromiseCertaintyWhereThePartsAreSeparate() {
        double[] scores = {-2, -1, 1, 2};
        boolean[] happened = {false, false, true, true};

        PlattScaling found = PlattScaling.fit(scores, happened, Metrics.once(scores.length));

        // Platt's targets for two of each are 3/4 and 1/4.
        assertEquals(0.75, (found.probability(1) + found.probability(2)) / 2, 0.03);
    }
}

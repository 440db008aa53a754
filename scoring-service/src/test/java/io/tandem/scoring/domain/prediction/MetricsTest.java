package io.tandem.scoring.domain.prediction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final double EXACTLY = 1e-12;

    @Test
    void countsPairsInTheRightOrderAndTiesByHalf() {
        // Pairs of (event, none): 0.9>0.5, 0.9>0.4, 0.9>0.1, 0.5=0.5, 0.5>0.4, 0.5>0.1: five and a half of six.
        assertEquals(
                5.5 / 6,
                Metrics.auc(new double[] {0.5, 0.9, 0.4, 0.5, 0.1}, new boolean[] {true, true, false, false, false}),
                EXACTLY);
        assertEquals(0.5, Metrics.auc(new double[] {3, 3, 3}, new boolean[] {true, false, true}), EXACTLY);
        assertEquals(0, Metrics.auc(new double[] {1, 2}, new boolean[] {true, false}), EXACTLY);
        assertTrue(Double.isNaN(Metrics.auc(new double[] {1, 2}, new boolean[] {true, true})));
    }

    @Test
    void aResampleCountsARowAsOftenAsItWasDrawn() {
        double[] scores = {0.2, 0.4, 0.6};
        boolean[] happened = {false, true, false};
        // The event beats two draws of the first row and loses to one of the last.
        assertEquals(
                2.0 / 3, Metrics.auc(scores, happened, Metrics.ascending(scores), new double[] {2, 1, 1}), EXACTLY);
        assertEquals((2 * 0.04 + 0.36 + 0.36) / 4, Metrics.brier(scores, happened, new double[] {2, 1, 1}), EXACTLY);
    }

    @Test
    void takesTheMeanSquareOfTheMisses() {
        assertEquals(
                (0.01 + 0.16 + 0.25) / 3,
                Metrics.brier(new double[] {0.9, 0.4, 0.5}, new boolean[] {true, false, true}),
                EXACTLY);
    }

    @Test
    void comparesPromisedAndActualSharesInBinsOfEqualNumber() {
        double[] probabilities = {0.1, 0.2, 0.3, 0.7, 0.8, 0.9};
        boolean[] happened = {false, false, true, true, false, true};
        // Lower bin: promised 0.6 events, got 1; upper bin: promised 2.4, got 2.
        assertEquals((0.4 + 0.4) / 6, Metrics.calibrationError(probabilities, happened, 2), EXACTLY);
        // What is equal is not torn apart: all in one bin, promised 3 and got 3.
        double[] equal = new double[6];
        Arrays.fill(equal, 0.5);
        assertEquals(0, Metrics.calibrationError(equal, happened, 3), EXACTLY);
    }

    @Test
    void tellsHowMuchDenserEventsAreInEachTenth() {
        double[] scores = new double[20];
        boolean[] happened = new boolean[20];
        for (int i = 0; i < 20; i++) {
            scores[i] = i;
        }
        happened[19] = true;
        happened[18] = true;
        happened[17] = true;
        happened[0] = true;
        // A fifth of all: 2 of 2 in the best tenth is five times as many, 1 of 2 two and a half times.
        assertArrayEquals(
                new double[] {5, 2.5, 0, 0, 0, 0, 0, 0, 0, 2.5}, Metrics.liftByDecile(scores, happened), EXACTLY);
        double[] tied = new double[20];
        assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, Metrics.liftByDecile(tied, happened), EXACTLY);
    }
}

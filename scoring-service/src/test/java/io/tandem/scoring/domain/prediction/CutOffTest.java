package io.tandem.scoring.domain.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.scoring.domain.prediction.CutOff.Arrived;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CutOffTest {
    @Test
    void fillsTheCapacity() {
        CutOff cut = CutOff.of(
                List.of(
                        new Arrived(0, 0.9),
                        new Arrived(0, 0.5),
                        new Arrived(0, 0.4),
                        new Arrived(1, 0.2),
                        new Arrived(1, 0.8),
                        new Arrived(1, 0.1)),
                2,
                1.5);

        assertEquals(0.5, cut.probability());
        assertEquals(1.5, cut.accountsPerWeek());
        assertEquals(2.2 / 2, cut.eventsPerWeek(), 1e-12);
        assertEquals(0.7 / 2, cut.eventsMissedPerWeek(), 1e-12);
        assertEquals(3, cut.arrivalsPerWeek());
        assertEquals(List.of(2, 1), cut.weeks());
        assertEquals(1, cut.weeksOverCapacity());
    }

    @Test
    void leavesEqualsOutTogetherRatherThanOverfill() {
        List<Arrived> arrivals =
                List.of(new Arrived(0, 0.7), new Arrived(0, 0.3), new Arrived(0, 0.3), new Arrived(0, 0.1));

        assertEquals(0.7, CutOff.of(arrivals, 1, 2).probability());
        assertEquals(0.3, CutOff.of(arrivals, 1, 3).probability());
        assertEquals(0.1, CutOff.of(arrivals, 1, 99).probability());
        assertTrue(CutOff.of(arrivals, 1, 0.5).probability() > 1);
        assertTrue(CutOff.of(List.of(), 1, 5).probability() > 1);
    }

    @Test
    void neverOverfillsAndNeverCouldTakeMore() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            List<Arrived> arrivals = new ArrayList<>();
            for (int i = 0; i < random.nextInt(200); i++) {
                arrivals.add(new Arrived(random.nextInt(8), random.nextInt(40) / 40.0));
            }
            double capacity = random.nextInt(30);

            CutOff cut = CutOff.of(arrivals, 8, capacity);

            assertTrue(above(arrivals, cut.probability()) <= capacity * 8, "seed " + seed);
            double next = arrivals.stream()
                    .mapToDouble(Arrived::probability)
                    .filter(probability -> probability < cut.probability())
                    .max()
                    .orElse(-1);
            assertTrue(next < 0 || above(arrivals, next) > capacity * 8, "seed " + seed);
        }
    }

    private static long above(List<Arrived> arrivals, double cut) {
        return arrivals.stream().filter(one -> one.probability() >= cut).count();
    }
}

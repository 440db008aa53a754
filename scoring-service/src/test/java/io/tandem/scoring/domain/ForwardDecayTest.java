package io.tandem.scoring.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForwardDecayTest {
    private static final Duration HALF_LIFE = Duration.ofDays(14);
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void weightsAreTheSameHoweverTheyAreWorkedOut() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            Instant at = ForwardDecay.LANDMARK.plusMillis((long) ((random.nextDouble() * 11 - 1) * 365 * 86_400_000L));
            Duration halfLife = Duration.ofDays(1 + random.nextInt(60));
            double halvings =
                    (double) Duration.between(ForwardDecay.LANDMARK, at).toMillis() / halfLife.toMillis();
            int whole = (int) Math.floor(halvings);

            assertEquals(
                    ForwardDecay.exactly(StrictMath.pow(2, halvings - whole), whole),
                    ForwardDecay.weight(at, halfLife),
                    () -> at + " " + halfLife);
        }
    }

    @Test
    void anEventIsWorthOneNowAndHalfAfterOneHalfLife() {
        BigDecimal weight = ForwardDecay.weight(NOW, HALF_LIFE);

        assertEquals(1.0, new PresentValue(NOW).of(weight, HALF_LIFE).doubleValue());
        assertEquals(
                0.5, new PresentValue(NOW.plus(HALF_LIFE)).of(weight, HALF_LIFE).doubleValue(), 1e-12);
    }

    @Test
    void sumsDoNotDependOnOrder() {
        Random random = new Random(1);
        for (int trial = 0; trial < 200; trial++) {
            List<BigDecimal> weights = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                weights.add(ForwardDecay.weight(NOW.minusSeconds(random.nextInt(400 * 86_400)), HALF_LIFE));
            }
            BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            Collections.shuffle(weights, random);
            BigDecimal later = weights.subList(0, 40).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal earlier = weights.subList(40, 100).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            assertEquals(sum, earlier.add(later));
        }
    }

    @Test
    void neitherTheDistantPastNorTheDistantFutureOverflows() {
        assertEquals(0, ForwardDecay.weight(Instant.EPOCH, Duration.ofDays(1)).signum());
        Instant future = Instant.parse("2120-01-01T00:00:00Z");
        BigDecimal weight = ForwardDecay.weight(future, Duration.ofDays(1));
        assertEquals(
                1.0, new PresentValue(future).of(weight, Duration.ofDays(1)).doubleValue());
    }

    @Test
    void laterEventsWeighMore() {
        Random random = new Random(2);
        for (int trial = 0; trial < 500; trial++) {
            Instant at = NOW.minusSeconds(random.nextInt(86_400 * 2_000));
            assertTrue(ForwardDecay.weight(at.plusSeconds(60), HALF_LIFE).compareTo(ForwardDecay.weight(at, HALF_LIFE))
                    > 0);
        }
    }
}

package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(30));
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void waitDoublesUpToTheLimitAndIsAtLeastHalf() {
        Random random = new Random(4711);
        for (int i = 0; i < 2_000; i++) {
            UUID key = new UUID(random.nextLong(), random.nextLong());
            int failures = 1 + random.nextInt(200);
            long whole = failures > 20 ? 1_800_000 : Math.min(1_800_000, 2_000L << (failures - 1));
            long wait = BACKOFF.after(failures, key).toMillis();
            assertTrue(wait >= whole / 2 && wait <= whole, failures + " failures, " + wait + " ms");
            assertEquals(wait, BACKOFF.after(failures, key).toMillis());
        }
    }

    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        Set<Duration> waits = new HashSet<>();
        Random random = new Random(4711);
        for (int i = 0; i < 100; i++) {
            waits.add(BACKOFF.after(3, new UUID(random.nextLong(), random.nextLong())));
        }
        assertTrue(waits.size() > 80, waits.size() + " different waits");
    }

    @Test
    void whatTheCrmAsksForIsHonoured() {
        Reachability failed = new Reachability(0, null).failed(NOW, Duration.ofSeconds(90), BACKOFF, "key");

        assertFalse(failed.mayBeCalled(NOW.plusSeconds(89)));
        assertTrue(failed.mayBeCalled(NOW.plusSeconds(90)));
        assertEquals(1, failed.failures());
    }

    @Test
    void laterWaitIsNotShortenedByAnEarlierOne() {
        Reachability failed = new Reachability(0, NOW.plusSeconds(500)).failed(NOW, null, BACKOFF, "key");
        assertEquals(NOW.plusSeconds(500), failed.until());
        assertEquals(NOW.plusSeconds(500), failed.succeeded().until());
    }

    @Test
    void recordsThatFailTogetherGoInSmallerAndSmallerCalls() {
        assertEquals(100, Backoff.together(100, 0));
        assertEquals(100, Backoff.together(100, 2));
        assertEquals(25, Backoff.together(100, 4));
        assertEquals(1, Backoff.together(100, 9));
        assertEquals(1, Backoff.together(100, 90));
    }
}

package io.tandem.scoring.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScoringPaceTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final ScoringPace pace = new ScoringPace();

    @Test
    void doesNotRestWhileCountingKeepsUp() {
        pace.counting("one", NOW.minusMillis(400), NOW);

        assertEquals(Duration.ZERO, pace.restAfter(Duration.ofSeconds(1), NOW));
    }

    @Test
    void restsThreeTimesAsLongAsItWorkedWhileCountingIsBehind() {
        pace.counting("one", NOW.minusMillis(600), NOW);

        assertEquals(Duration.ofMillis(900), pace.restAfter(Duration.ofMillis(300), NOW));
    }

    @Test
    void restsFiveSecondsAtMost() {
        pace.counting("one", NOW.minusSeconds(60), NOW);

        assertEquals(Duration.ofSeconds(5), pace.restAfter(Duration.ofMinutes(1), NOW));
    }

    @Test
    void worksOnWhenNothingIsLeftToCount() {
        pace.counting("one", NOW.minusSeconds(60), NOW);
        assertEquals(Duration.ofSeconds(3), pace.restAfter(Duration.ofSeconds(1), NOW.plusSeconds(20)));

        pace.counted("one", NOW.plusSeconds(20));
        assertEquals(Duration.ofSeconds(3), pace.restAfter(Duration.ofSeconds(1), NOW.plusMillis(20_900)));
        assertEquals(Duration.ZERO, pace.restAfter(Duration.ofSeconds(1), NOW.plusMillis(21_100)));
    }

    @Test
    void restsWhileOneOfThoseWhoCountIsBehind() {
        pace.counting("one", NOW.minusSeconds(60), NOW);
        pace.counting("other", NOW.minusMillis(50), NOW);
        pace.counted("other", NOW);

        assertEquals(Duration.ofSeconds(3), pace.restAfter(Duration.ofSeconds(1), NOW.plusSeconds(20)));
    }

    @Test
    void accountsAreScoredAgainAfterHalfAsLongAsCountingIsBehind() {
        Duration worked = Duration.ofSeconds(1);
        pace.counting("one", NOW.minusMillis(400), NOW);
        assertEquals(Duration.ZERO, pace.restAfterRound(worked, NOW));

        pace.counting("one", NOW.minusSeconds(2), NOW);
        assertEquals(Duration.ofSeconds(3), pace.restAfterRound(worked, NOW));

        pace.counting("one", NOW.minusSeconds(20), NOW);
        assertEquals(Duration.ofSeconds(10), pace.restAfterRound(worked, NOW));

        pace.counting("one", NOW.minusSeconds(300), NOW);
        assertEquals(Duration.ofSeconds(30), pace.restAfterRound(worked, NOW));
    }
}

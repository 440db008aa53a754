package io.tandem.scoring.domain.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefreshPassTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration EVERY = Duration.ofHours(6);

    @Test
    void theFirstGoesThroughAllAtOnceAndTheNextAsEvenlyAsTimeGoesBy() {
        RefreshPass first = RefreshPass.first(START);
        assertEquals(RefreshPass.AFTER_ALL, first.dueTo(EVERY, START));

        RefreshPass next = first.walked(RefreshPass.AFTER_ALL, START);
        assertEquals(RefreshPass.BEFORE_ALL, next.dueTo(EVERY, START));
        assertEquals(UUID.fromString("40000000-0000-0000-0000-000000000000"), next.dueTo(EVERY, hours(1.5)));
        assertEquals(UUID.fromString("c0000000-0000-0000-0000-000000000000"), next.dueTo(EVERY, hours(4.5)));
        assertEquals(RefreshPass.AFTER_ALL, next.dueTo(EVERY, hours(6)));
        assertEquals(RefreshPass.AFTER_ALL, next.dueTo(EVERY, hours(60)), "after a long standstill all at once");
        assertEquals(RefreshPass.BEFORE_ALL, next.dueTo(EVERY, hours(-1)), "another's clock");
    }

    @Test
    void goesOnWhereItWasUntilAllHadTheirTurn() {
        RefreshPass pass = RefreshPass.first(START).walked(RefreshPass.AFTER_ALL, START);
        UUID middle = UUID.fromString("80000000-0000-0000-0000-000000000000");

        RefreshPass half = pass.walked(middle, hours(3));
        assertEquals(middle, half.walkedTo());
        assertEquals(START, half.startedAt());

        RefreshPass next = half.walked(RefreshPass.AFTER_ALL, hours(6));
        assertEquals(RefreshPass.BEFORE_ALL, next.walkedTo());
        assertEquals(hours(6), next.startedAt());
    }

    private static Instant hours(double hours) {
        return START.plusSeconds((long) (hours * 3_600));
    }
}

package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.Score;
import io.tandem.crm.domain.Grading.Held;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradingTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Held HELD = new Held("B3", NOON);

    @Test
    void firstScoreIsNews() {
        assertEquals(Optional.of("Scored B3, 42 of 100 points"), Grading.news(null, score("B3", 41.5), NOON));
    }

    @Test
    void changedGradeIsNews() {
        assertEquals(
                Optional.of("Grade went from B3 to A3, 60 of 100 points"),
                Grading.news(HELD, score("A3", 60), NOON.plusSeconds(1)));
    }

    @Test
    void sameGradeIsNoNews() {
        assertEquals(Optional.empty(), Grading.news(HELD, score("B3", 44), NOON.plusSeconds(1)));
    }

    @Test
    void olderScoreIsNoNews() {
        assertEquals(Optional.empty(), Grading.news(HELD, score("A3", 60), NOON.minusSeconds(1)));
    }

    @Test
    void newerScoreReplacesTheOneHeld() {
        assertTrue(Grading.isNewer(null, NOON));
        assertTrue(Grading.isNewer(HELD, NOON.plusSeconds(1)));
        assertTrue(Grading.isNewer(HELD, NOON), "of two at one time the later in the topic");
        assertFalse(Grading.isNewer(HELD, NOON.minusNanos(1)));
    }

    private static Score score(String grade, double total) {
        return new Score(total, total, 0, grade, List.of(), "1");
    }
}

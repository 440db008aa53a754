package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.domain.Satisfaction.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SatisfactionTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void promotersLessDetractors() {
        Satisfaction satisfaction = Satisfaction.of(List.of(nps(10, 1), nps(9, 2), nps(8, 3), nps(3, 4)), NOW);

        assertEquals(25, satisfaction.nps());
        assertEquals(4, satisfaction.npsAnswers());
        assertNull(satisfaction.csat());
        assertEquals(0.75, satisfaction.level(), 1e-9);
        assertNull(satisfaction.trend());
    }

    @Test
    void sharesAreRoundedOnce() {
        List<Answer> answers = List.of(nps(10, 1), nps(3, 1), nps(3, 1), nps(8, 1), nps(8, 1), nps(8, 1));

        assertEquals(-17, Satisfaction.of(answers, NOW).nps());
    }

    @Test
    void courseComparesWithTheHalfYearBefore() {
        Satisfaction satisfaction = Satisfaction.of(List.of(nps(10, 10), nps(5, 200), csat(1, 400)), NOW);

        assertEquals(0.5, satisfaction.trend(), 1e-9);
        assertEquals(0, satisfaction.csat());
    }

    @Test
    void everythingStaysWithinItsScale() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            List<Answer> answers = new ArrayList<>();
            for (int i = 0; i < random.nextInt(12); i++) {
                answers.add(
                        random.nextBoolean()
                                ? nps(random.nextInt(11), random.nextInt(400))
                                : csat(1 + random.nextInt(5), random.nextInt(400)));
            }
            Satisfaction satisfaction = Satisfaction.of(answers, NOW);

            assertEquals(answers.size(), satisfaction.npsAnswers() + satisfaction.csatAnswers());
            assertTrue(satisfaction.nps() == null || Math.abs(satisfaction.nps()) <= 100);
            assertTrue(satisfaction.csat() == null || 0 <= satisfaction.csat() && satisfaction.csat() <= 100);
            assertTrue(satisfaction.level() == null || 0 <= satisfaction.level() && satisfaction.level() <= 1);
        }
    }

    private static Answer nps(int score, int daysAgo) {
        return new Answer(SurveyKind.NPS, score, NOW.minus(Duration.ofDays(daysAgo)));
    }

    private static Answer csat(int score, int daysAgo) {
        return new Answer(SurveyKind.CSAT, score, NOW.minus(Duration.ofDays(daysAgo)));
    }
}

package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.Hysteresis.BEFORE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.scoring.domain.Hysteresis.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class HysteresisTest {
    @Test
    void beginsAtOneAndGoesOnAboveTheLowerLevel() {
        assertEquals(List.of(new Span(1, 4, -1)), spans(3, 0.9, 1, 0.85, 0.9, 0.8));
        assertEquals(List.of(), spans(3, 0.99, 0.9, 0.99));
    }

    @Test
    void isOverAfterSomeLowDaysInARow() {
        assertEquals(List.of(new Span(0, 3, 6)), spans(2, 1, 0.1, 0.9, 0.8, 0.2, 0.1, 0.3, 0.9));
    }

    @Test
    void aNewEpisodeNeedsTheFullLevelAgain() {
        assertEquals(List.of(new Span(0, 0, 2), new Span(3, 4, -1)), spans(1, 1, 0.1, 0.9, 1.2, 0.9));
    }

    @Test
    void todayBeginsButNeverEnds() {
        assertEquals(List.of(new Span(0, 0, -1)), spans(1, 1, 0));
        assertEquals(List.of(new Span(1, 1, -1)), spans(1, 0, 1));
    }

    @Test
    void whatBeganBeforeTheFirstDayNeedsNoFullLevelToGoOn() {
        assertEquals(List.of(new Span(BEFORE, 2, -1)), spans(1, true, 0.9, 0.9, 0.9));
        assertEquals(List.of(new Span(BEFORE, 0, 3), new Span(3, 3, -1)), spans(2, true, 0.9, 0.1, 0.1, 1));
        assertEquals(List.of(new Span(BEFORE, BEFORE, 1)), spans(1, true, 0.1, 0.9, 0.9));
    }

    private static List<Span> spans(int calmDays, double... levels) {
        return spans(calmDays, false, levels);
    }

    private static List<Span> spans(int calmDays, boolean begun, double... levels) {
        return Hysteresis.spans(
                day -> levels[day], from -> day -> levels[day] >= 0.8, 0, levels.length - 1, calmDays, begun);
    }
}

package io.tandem.scoring.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void correctsAClockThatIsTwoYearsAhead() {
        Instant original = Instant.parse("2028-03-02T09:59:50Z");
        Instant sentAt = Instant.parse("2028-03-02T10:00:00Z");

        assertEquals(RECEIVED.minusSeconds(10), EventTime.corrected(original, sentAt, RECEIVED));
    }

    @Test
    void believesPastTimesWhenSentAtIsMissing() {
        assertEquals(RECEIVED.minusSeconds(60), EventTime.corrected(RECEIVED.minusSeconds(60), null, RECEIVED));
    }

    @Test
    void takesTheTimeOfReceiptForTheFuture() {
        assertEquals(RECEIVED, EventTime.corrected(RECEIVED.plusSeconds(1), null, RECEIVED));
        assertEquals(RECEIVED, EventTime.corrected(RECEIVED.plusSeconds(60), RECEIVED, RECEIVED));
    }

    @Test
    void takesTheTimeOfReceiptWhenNothingIsKnown() {
        assertEquals(RECEIVED, EventTime.corrected(null, RECEIVED, RECEIVED));
        assertEquals(RECEIVED, EventTime.corrected(null, null, RECEIVED));
    }

    @Test
    void takesTheTimeOfReceiptWhenTheCorrectionLeavesHistory() {
        Instant sentAt = Instant.parse("9999-01-01T00:00:00Z");

        assertEquals(RECEIVED, EventTime.corrected(Instant.EPOCH, sentAt, RECEIVED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-02T10:00:00Z",
                "2026-03-02T10:00:00.000Z",
                "2026-03-02T10:00:00.000+00:00",
                " 2026-03-02T12:00:00+02:00 "
            })
    void readsIsoTimes(String written) {
        assertEquals(RECEIVED, EventTime.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-45T00:00:00Z",
                "2026-13-45T00:00:00.000Z",
                "-5000-01-01T00:00:00Z",
                "+99999-01-01T00:00:00Z"
            })
    void doesNotReadWhatMakesNoSense(String written) {
        assertNull(EventTime.parse(written));
    }

    @Test
    void readsNothingWhereNothingIs() {
        assertNull(EventTime.parse(null));
    }
}

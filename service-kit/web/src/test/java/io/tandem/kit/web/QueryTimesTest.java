package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTimesTest {
    private final List<FieldFault> faults = new ArrayList<>();

    @Test
    void readsTimesAndDays() {
        assertEquals(Instant.parse("2026-03-02T09:14:07Z"), QueryTimes.time("from", "2026-03-02T09:14:07Z", faults));
        assertEquals(LocalDate.of(2026, 3, 2), QueryTimes.date("from", "2026-03-02", faults));
        assertNull(QueryTimes.time("from", null, faults));
        assertEquals(List.of(), faults);
    }

    @Test
    void tellsWhatIsNoneAndWhatNoDatabaseCanHold() {
        for (String wrong :
                List.of("", "soon", "2026-13-01T00:00:00Z", "1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z")) {
            assertNull(QueryTimes.time("from", wrong, faults));
        }
        for (String wrong : List.of("", "today", "2026-02-30", "1969-12-31", "+999999999-12-31")) {
            assertNull(QueryTimes.date("to", wrong, faults));
        }
        assertEquals(10, faults.size());
        assertEquals("from", faults.get(0).field());
    }
}

package io.tandem.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.local.stand.PartState;
import io.tandem.local.stand.PartState.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void showsEveryPartAndTheMemoryOfAll() {
        List<PartState> parts = List.of(
                new PartState("postgres", State.UP, 4711, NOW, NOW.minusSeconds(3 * 3600 + 120), 0, 15432, null),
                new PartState(
                        "gateway", State.BACKOFF, 0, null, NOW.minusSeconds(5), 2, 8080, "it ended with code 137"));
        String table = StatusTable.of(parts, part -> part.pid() == 0 ? 0 : 150L * 1024 * 1024, NOW);
        assertEquals("""
                PART      STATE    PID   RESTARTS  MEMORY   PORT   SINCE
                postgres  up       4711  0         150 MiB  15432  3 h 2 min
                gateway   backoff  -     2         -        8080   5 s        it ended with code 137
                In all 150 MiB of memory.
                """, table);
    }
}

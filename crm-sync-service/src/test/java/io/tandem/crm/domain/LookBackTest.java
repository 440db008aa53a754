package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LookBackTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void looksBackOnlyWhileSomethingMayStillCome() {
        assertEquals("2026-03-02T08:57:00Z", from("2026-03-02T09:00:00Z"));
        assertEquals("2026-03-02T08:50:00Z", from("2026-03-02T08:52:00Z"));
        assertEquals("2026-03-02T08:50:00Z", from("2026-03-02T08:50:00Z"));
        assertEquals("2026-03-02T08:30:01Z", from("2026-03-02T08:30:00Z"), "settled");
    }

    private static String from(String newest) {
        return LookBack.from(Instant.parse(newest), Duration.ofMinutes(3), Duration.ofSeconds(1), NOW)
                .toString();
    }
}

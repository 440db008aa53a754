package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastSignupReaderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final UUID SOURCE = new UUID(1, 2);

    @ParameterizedTest
    @CsvSource({
        "2024-03-01T10:15:00Z,2024-03-01T10:15:00Z",
        "2024-03-01T10:15:00.123456789Z,2024-03-01T10:15:00.123456Z",
        "2024-03-01T10:15:00.5+02:00,2024-03-01T08:15:00.500Z",
        "2024-03-01T10:15:00.250+02:00,2024-03-01T08:15:00.250Z",
        "2024-03-01 10:15:00+0200,2024-03-01T08:15:00Z",
        "2024-03-01 10:15:00 Z,2024-03-01T10:15:00Z",
        "2024-03-01 10:15,2024-03-01T10:15:00Z",
        "2024-03-01,2024-03-01T00:00:00Z",
        "2026-03-01T11:00:00+01:00,2026-03-01T10:00:00Z",
        "2026-03-01T10:00:01Z,",
        "1989-12-31,",
        "2024-02-30,",
        "01.03.2024,",
        "1709288100,",
    })
    void takesTimesOfThePast(String said, Instant time) {
        PastSignupReader reader = reader(Map.of("submittedAt", said));
        assertEquals(time, reader.read(NOW).submittedAt());
        assertEquals(time == null, !reader.faults().isEmpty());
    }

    @Test
    void namesAllFaultsAtOnce() {
        PastSignupReader reader = new PastSignupReader(
                Map.of("talkToSales", "perhaps", "companySize", "0", "name", "x".repeat(201)), typed -> typed);
        reader.read(NOW);
        assertEquals(
                List.of("companySize", "email", "name", "submittedAt", "talkToSales"),
                reader.faults().stream().map(fault -> fault.split(" ")[0]).toList());
    }

    @Test
    void isKnownByItsIdElseByPersonAndTime() {
        byte[] byId = print(Map.of("externalId", "7", "submittedAt", "2024-01-01"));
        assertArrayEquals(byId, print(Map.of("externalId", " 7 ", "submittedAt", "2024-01-02", "name", "Other")));
        byte[] byTime = print(Map.of("submittedAt", "2024-01-01"));
        assertArrayEquals(byTime, print(Map.of("submittedAt", "2024-01-01T00:00:00Z", "name", "Other")));
        assertFalse(Arrays.equals(byId, byTime));
        assertFalse(Arrays.equals(byTime, print(Map.of("submittedAt", "2024-01-02"))));
    }

    private static byte[] print(Map<String, String> cells) {
        return reader(cells).read(NOW).fingerprint(SOURCE);
    }

    private static PastSignupReader reader(Map<String, String> cells) {
        Map<String, String> all = new HashMap<>(cells);
        all.put("email", "ana@acme.com");
        return new PastSignupReader(all, typed -> typed);
    }
}

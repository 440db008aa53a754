package io.tandem.scoring.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.scoring.TestCall;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepetitionDaysTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

    @Test
    void leavesTodayToThePrimaryKey() {
        assertEquals(TODAY, end("2026-03-02T10:00:00Z", "2026-03-02T00:00:00Z", "2026-03-02T10:00:00Z"));
    }

    @Test
    void looksAtTodayForWhatCameYesterday() {
        assertEquals(TODAY.plusDays(1), end("2026-03-02T10:00:00Z", "2026-03-01T23:59:59Z", "2026-03-02T10:00:00Z"));
    }

    @Test
    void looksAtTomorrowInTheLastHourOfADay() {
        assertEquals(TODAY.plusDays(2), end("2026-03-02T23:30:00Z", "2026-03-02T23:29:59Z"));
    }

    private static LocalDate end(String now, String... received) {
        return UsageRepository.otherDaysEnd(
                List.copyOf(Stream.of(received)
                        .map(at -> TestCall.track("Signed In")
                                .user("ana")
                                .received(Instant.parse(at))
                                .made())
                        .toList()),
                Instant.parse(now));
    }
}

package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "1970-01-01T00:00:00Z",
                "2026-03-02T10:00:00.120Z",
                "2024-02-29T23:59:59.000001Z",
                "9999-12-31T23:59:59.123456789Z",
                "+10000-01-01T00:00:00Z"
            })
    void writesTimesAsTheFormatterDoes(String time) {
        assertEquals(time, new String(WrittenTime.of(Instant.parse(time)), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "2026-03-02T10:00:00.1Z",
                "2024-02-29T23:59:59.000001Z",
                "9999-12-31T23:59:59.123456789Z"
            })
    void readsTimesAsTheFormatterDoes(String time) {
        assertEquals(Instant.parse(time), WrittenTime.read(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-03-02T10:00:00",
                "2026-03-02T10:00:00.Z",
                "2026-03-02T10:00:00,5Z",
                "2026-03-02T10:00:00.1234567890Z",
                "2026-03-02T10:00:00.12x4Z",
                "2026-03-02 10:00:00Z",
                "2026-02-30T10:00:00Z",
                "2026-03-02T24:00:00Z",
                "2026-03-02T10:00:00+01:00",
                "+10000-01-01T00:00:00Z"
            })
    void leavesWhatIsWrittenOtherwiseToTheFormatter(String time) {
        assertNull(WrittenTime.read(time));
    }
}

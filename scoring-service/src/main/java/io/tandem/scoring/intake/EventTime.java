package io.tandem.scoring.intake;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** When an event happened, corrected for the sender's clock by the difference between sending and receiving. */
final class EventTime {
    private static final String USUAL = "0000-00-00T00:00:00.000Z";
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private EventTime() {}

    /** A time as a sender wrote it, or null when it is missing or makes no sense. */
    static Instant parse(String written) {
        if (written == null) {
            return null;
        }
        try {
            Instant time = isUsual(written)
                    ? usual(written)
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(written.strip(), Instant::from);
            return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** As SDKs write it, {@code 2026-03-02T10:00:00.000Z}: a formatter would be much of what an event costs. */
    private static boolean isUsual(String written) {
        for (int i = 0; i < USUAL.length(); i++) {
            char c = i < written.length() ? written.charAt(i) : 0;
            if (USUAL.charAt(i) == '0' ? c < '0' || c > '9' : c != USUAL.charAt(i)) {
                return false;
            }
        }
        return written.length() == USUAL.length();
    }

    private static Instant usual(String written) {
        return LocalDateTime.of(
                        number(written, 0, 4),
                        number(written, 5, 7),
                        number(written, 8, 10),
                        number(written, 11, 13),
                        number(written, 14, 16),
                        number(written, 17, 19),
                        number(written, 20, 23) * 1_000_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String digits, int start, int end) {
        return Integer.parseInt(digits, start, end, 10);
    }

    static Instant corrected(Instant original, Instant sentAt, Instant receivedAt) {
        if (original == null) {
            return receivedAt;
        }
        Instant time = sentAt == null ? original : receivedAt.minus(Duration.between(original, sentAt));
        return time.isAfter(receivedAt) || time.isBefore(EARLIEST) ? receivedAt : time;
    }
}

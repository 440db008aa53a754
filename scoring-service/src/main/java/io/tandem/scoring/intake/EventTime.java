package io.tandem.scoring.intake;

import io.tandem.kit.web.WrittenTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** When an event happened, corrected for the sender's clock by the difference between sending and receiving. */
final class EventTime {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private EventTime() {}

    /** A time as a sender wrote it, or null when it is missing or makes no sense. */
    static Instant parse(String written) {
        if (written == null) {
            return null;
        }
        try {
            Instant usual = WrittenTime.read(written);
            Instant time = usual != null
                    ? usual
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(written.strip(), Instant::from);
            return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    static Instant corrected(Instant original, Instant sentAt, Instant receivedAt) {
        if (original == null) {
            return receivedAt;
        }
        Instant time = sentAt == null ? original : receivedAt.minus(Duration.between(original, sentAt));
        return time.isAfter(receivedAt) || time.isBefore(EARLIEST) ? receivedAt : time;
    }
}

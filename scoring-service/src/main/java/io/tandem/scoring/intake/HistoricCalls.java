package io.tandem.scoring.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.intake.Envelope.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/** Reads calls that were made long ago, by the rules for those that are made now. */
@ApplicationScoped
public class HistoricCalls {
    public static final int MOST_BYTES = Limits.EVENT_BYTES;

    @Inject
    ObjectMapper json;

    /**
     * One call, or why it is not taken.
     *
     * @param event null if it is refused
     */
    public record Row(TrackedEvent event, String refusal) {}

    /**
     * A call as an item of a batch has it. It must say when it was made, and counts as of then, whatever it says of when it
     * was sent. One without {@code messageId} gets an id made of
     * its very text, so that the same row is the same call whenever it is sent.
     */
    public Row read(byte[] line, UUID sourceId, Instant receivedAt) {
        if (line.length > MOST_BYTES) {
            return new Row(null, "a row has at most %d bytes".formatted(MOST_BYTES));
        }
        try {
            AcceptedEvent accepted = EventReader.ofRow(
                            Envelope.read(line), sourceId, receivedAt, () -> "row-" + hash(line))
                    .readItem(new Slice(0, line.length, true));
            TrackedEvent event = json.readValue(accepted.json(), TrackedEvent.class);
            return event.originalTimestamp() == null
                    ? new Row(null, "timestamp is missing or no ISO 8601 time with an offset")
                    : new Row(event, null);
        } catch (Rejected reason) {
            return new Row(null, reason.getMessage());
        } catch (Problem notJson) {
            return new Row(null, notJson.getMessage().replace("the body", "a row"));
        } catch (IOException impossible) {
            throw new UncheckedIOException("what was just written cannot be read", impossible);
        }
    }

    private static String hash(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package io.tandem.scoring.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.TrackedEvent;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as it goes to the topic.
 *
 * @param key that of its Kafka record
 * @param json a {@link TrackedEvent}
 */
record AcceptedEvent(UUID sourceId, String messageId, String key, Instant receivedAt, byte[] json) {
    static AcceptedEvent of(TrackedEvent event, ObjectMapper json) {
        try {
            return new AcceptedEvent(
                    event.sourceId(),
                    event.messageId(),
                    event.key(),
                    event.receivedAt(),
                    json.writeValueAsBytes(event));
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}

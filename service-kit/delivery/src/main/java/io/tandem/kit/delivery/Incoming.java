package io.tandem.kit.delivery;

import com.fasterxml.jackson.databind.ObjectReader;
import io.tandem.contracts.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A polled record, and the event in it or the reason why none can be read from it. What only few ask for, its headers as
 * text and its time, is read when they do.
 */
record Incoming(ConsumerRecord<String, byte[]> raw, UUID eventId, Event event, Exception defect) {
    /** The one consumer that a record is published again for; without it a record is for all. */
    static final String REPLAYED_FOR = "replayed_for";

    /** Empty for types the consumer does not name, for what is published again for another, and for tombstones. */
    static Optional<Incoming> of(
            String consumer,
            ConsumerRecord<String, byte[]> raw,
            Function<String, Optional<Class<? extends Event>>> types,
            Function<Class<? extends Event>, ObjectReader> readers) {
        if (raw.value() == null) {
            return Optional.empty();
        }
        String only = CloudEventHeaders.last(raw, REPLAYED_FOR);
        if (only != null && !only.equals(consumer)) {
            return Optional.empty();
        }
        Optional<UUID> id = CloudEventHeaders.id(raw);
        String typeName = CloudEventHeaders.last(raw, CloudEventHeaders.TYPE);
        Optional<Class<? extends Event>> type = typeName == null ? Optional.empty() : types.apply(typeName);
        if (type.isEmpty() && typeName != null && id.isPresent()) {
            // Of much of what passes a consumer reads no more.
            return Optional.empty();
        }
        UUID eventId = id.orElseGet(() -> placeOf(raw));
        if (typeName == null || id.isEmpty()) {
            String missing = typeName == null ? CloudEventHeaders.TYPE : CloudEventHeaders.ID;
            Exception defect = new IOException("The header " + missing + " is missing or malformed");
            return Optional.of(new Incoming(raw, eventId, null, defect));
        }
        return Optional.of(decode(raw, eventId, readers.apply(type.orElseThrow())));
    }

    private static Incoming decode(ConsumerRecord<String, byte[]> raw, UUID eventId, ObjectReader reader) {
        try {
            Event event = reader.readValue(raw.value());
            if (event == null) {
                throw new IOException("The payload is null");
            }
            return new Incoming(raw, eventId, event, null);
        } catch (IOException | RuntimeException notTheType) {
            return new Incoming(raw, eventId, null, notTheType);
        }
    }

    Map<String, String> headers() {
        return CloudEventHeaders.of(raw);
    }

    /** Null if it has a defect. */
    Received<? extends Event> received() {
        return event == null ? null : received(event);
    }

    <E extends Event> Received<E> received(E event) {
        return new Received<>(eventId, time(), raw.key(), event);
    }

    private Instant time() {
        return CloudEventHeaders.time(raw).orElse(Instant.ofEpochMilli(raw.timestamp()));
    }

    /** The same for each delivery of a record, so that one without an id is still told from another. */
    private static UUID placeOf(ConsumerRecord<?, ?> raw) {
        String place = raw.topic() + "-" + raw.partition() + "-" + raw.offset();
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
    }
}

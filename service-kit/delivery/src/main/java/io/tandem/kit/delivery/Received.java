package io.tandem.kit.delivery;

import java.time.Instant;
import java.util.UUID;

/** One received event, decoded: its CloudEvents id and time, its Kafka key, and the event itself. */
public record Received<E>(UUID eventId, Instant time, String key, E event) {}

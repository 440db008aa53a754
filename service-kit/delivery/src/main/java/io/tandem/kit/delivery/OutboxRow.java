package io.tandem.kit.delivery;

import java.util.Map;
import java.util.UUID;

/** A record that waits in the outbox; {@code id} is 0 until it is stored. */
record OutboxRow(
        int bucket, long id, String topic, String key, UUID eventId, Map<String, String> headers, byte[] payload) {
    static final int BUCKETS = 16;

    private static final int WRITER_LOCKS = 128;

    /** The broker takes 1 MiB a record; a larger one would block its bucket for ever, so it is refused at the source. */
    static final int MAX_PAYLOAD = 900_000;

    OutboxRow {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("Event %s for %s has %d bytes, more than %d"
                    .formatted(eventId, topic, payload.length, MAX_PAYLOAD));
        }
    }

    static OutboxRow of(String topic, String key, UUID eventId, Map<String, String> headers, byte[] payload) {
        return new OutboxRow(Math.floorMod(hash(topic, key), BUCKETS), 0, topic, key, eventId, headers, payload);
    }

    /**
     * The lock under which rows of this key are written. Keys share locks, because a batch may hold hundreds of keys and
     * PostgreSQL has room for some thousand locks in all.
     */
    int writerLock() {
        return Math.floorMod(hash(topic, key), WRITER_LOCKS);
    }

    private static int hash(String topic, String key) {
        return key == null ? topic.hashCode() : key.hashCode();
    }
}

package io.tandem.routing.storage;

import java.time.Instant;
import java.util.UUID;

/** The place in a list that is ordered by time, newest first, then by id. */
public record TimeCursor(Instant at, UUID id) {
    /** Before the newest of all. */
    public static final TimeCursor NEWEST = new TimeCursor(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

    public static TimeCursor parse(String key) {
        int comma = key.indexOf(',');
        return new TimeCursor(Instant.parse(key.substring(0, comma)), UUID.fromString(key.substring(comma + 1)));
    }

    @Override
    public String toString() {
        return at + "," + id;
    }
}

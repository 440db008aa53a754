package io.tandem.local.stand;

import java.time.Instant;

/**
 * What is known of one process of the stand, as its run file says.
 *
 * @param pid 0 while there is no process
 * @param processStart when the process started, to tell it from a later one with the same id
 * @param since when the present state began
 * @param detail what it is doing or what went wrong, or null
 */
public record PartState(
        String part,
        State state,
        long pid,
        Instant processStart,
        Instant since,
        int restarts,
        int port,
        String detail) {

    /** Where a part is in its life. */
    public enum State {
        WAITING,
        PREPARING,
        STARTING,
        UP,
        BACKOFF,
        STOPPED
    }
}

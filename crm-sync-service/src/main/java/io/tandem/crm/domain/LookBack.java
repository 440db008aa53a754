package io.tandem.crm.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * Where reading changes goes on: a little before the newest that was met, since a CRM may date a change before it shows it.
 * What is older than ten minutes is settled and is not read over and over until somebody changes something else.
 */
public final class LookBack {
    private static final Duration SETTLED = Duration.ofMinutes(10);

    private LookBack() {}

    /**
     * @param newest when the newest of what was read was changed
     * @param back how long what was changed before that may stay hidden
     * @param step the least time between two changes that the CRM tells apart
     */
    public static Instant from(Instant newest, Duration back, Duration step, Instant now) {
        Instant settled = now.minus(SETTLED);
        Instant behind = newest.plus(step);
        Instant end = behind.isBefore(settled) ? behind : settled;
        Instant before = newest.minus(back);
        return before.isAfter(end) ? before : end;
    }
}

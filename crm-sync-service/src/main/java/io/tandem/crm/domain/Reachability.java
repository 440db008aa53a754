package io.tandem.crm.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether a CRM may be called now: a circuit breaker that is stored, so that all instances share it and a restart
 * forgets nothing. After a failed call it is left alone for a while, longer each time; then one call tries.
 *
 * @param failures calls that failed in a row
 * @param until not to be called before; null for now
 */
public record Reachability(int failures, Instant until) {
    /**
     * After a call that failed as a whole.
     *
     * @param asked how long the CRM asks to be left alone; null if it does not say
     */
    public Reachability failed(Instant now, Duration asked, Backoff backoff, Object key) {
        Duration own = backoff.after(failures + 1, key);
        return new Reachability(failures + 1, later(until, now.plus(asked == null ? own : asked)));
    }

    /** After an answer that took too much of what may be asked for: no failure, but a reason to wait. */
    public Reachability resting(Instant now, Duration asked) {
        return new Reachability(failures, later(until, now.plus(asked)));
    }

    public Reachability succeeded() {
        return new Reachability(0, until);
    }

    public boolean mayBeCalled(Instant now) {
        return until == null || !now.isBefore(until);
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }
}

package io.tandem.routing.domain;

import java.util.List;
import java.util.Objects;

/**
 * A pool at one moment, as an assignment found it: enough to make it again.
 *
 * @param reps its members
 * @param afterHours null of pools that were stored before there was a choice, for {@link AfterHours#QUEUE}
 */
public record PoolState(Ledger ledger, List<Rep> reps, AfterHours afterHours) {
    public PoolState {
        afterHours = Objects.requireNonNullElse(afterHours, AfterHours.QUEUE);
    }

    public PoolState(Ledger ledger, List<Rep> reps) {
        this(ledger, reps, AfterHours.QUEUE);
    }
}

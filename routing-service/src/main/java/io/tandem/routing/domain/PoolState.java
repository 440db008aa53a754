package io.tandem.routing.domain;

import java.util.List;

/** A pool at one moment, as an assignment found it: enough to make it again. */
public record PoolState(Ledger ledger, List<Rep> reps) {}

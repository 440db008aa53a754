package io.tandem.routing.decision;

import java.util.List;
import java.util.UUID;

/** What became of a decision that was made again from its stored inputs, policy and ledger. */
record ReplayView(UUID decisionId, boolean identical, List<Difference> differences) {

    /** @param at JSON pointer into the outcome */
    record Difference(String at, Object stored, Object replayed) {}
}

package io.tandem.routing.decision;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What became of a decision that was made again from its stored inputs, policy and ledger.
 *
 * @param redactedAt since when its inputs lack a person who was erased, so that they are not those it was made from; or
 *     null
 */
record ReplayView(UUID decisionId, boolean identical, List<Difference> differences, Instant redactedAt) {

    /** @param at JSON pointer into the outcome */
    record Difference(String at, Object stored, Object replayed) {}
}

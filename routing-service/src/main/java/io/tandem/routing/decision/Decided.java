package io.tandem.routing.decision;

import io.tandem.contracts.AccountScored;
import io.tandem.routing.account.AccountFacts;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import java.time.Instant;
import java.util.UUID;

/**
 * A decision on its way into the database.
 *
 * @param signupId of the signup that asked, or null
 * @param handoffId of the handoff that begins with it or goes on, or null
 */
record Decided(
        UUID id,
        AccountScored scored,
        UUID signupId,
        Policy policy,
        RoutingInputs inputs,
        Routing.Routed routed,
        UUID handoffId,
        AccountFacts facts,
        Instant at) {
    Routing.Outcome outcome() {
        return routed.outcome();
    }

    /** While a linked account's handoff is open it is the one that is served, also after a separation. */
    UUID served() {
        return facts.handoffAccount() == null ? scored.accountId() : facts.handoffAccount();
    }
}

package io.tandem.routing.decision;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.routing.domain.AcvEstimate;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.domain.TraceStep;
import io.tandem.routing.storage.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A decision with all that led to it. */
record DecisionView(
        UUID id,
        UUID accountId,

        @Schema(description = "The signup it answers; null when usage triggered it", nullable = true)
        UUID signupId,

        Motion motion,
        @Schema(description = "The rule that decided") String rule,
        String reason,

        @Schema(description = "Who takes care; null for self-serve or while queued", nullable = true)
        Owner owner,

        @Schema(description = "How the owner was found") String ownerBecause,
        UUID handoffId,

        @Schema(description = "Estimated annual contract value, and how it was estimated")
        AcvEstimate acv,

        String policyVersion,

        @Schema(description = "Position of the pool's ledger after the decision; null where no pool was asked")
        Long ledgerPosition,

        @Schema(description = "Each rule in order: whether it matched, and why")
        List<TraceStep> trace,

        @Schema(description = "Everything the decision looked at")
        RoutingInputs inputs,

        Instant decidedAt,

        @Schema(description = "Since when it lacks a person who was erased", nullable = true)
        Instant redactedAt) {

    static DecisionView from(Decision decision, StoredJson json) {
        Routing.Outcome outcome = json.read(decision.outcome(), Routing.Outcome.class);
        return new DecisionView(
                decision.id(),
                decision.accountId(),
                decision.signupId(),
                outcome.motion(),
                outcome.rule(),
                outcome.reason(),
                outcome.owner(),
                outcome.ownerBecause(),
                decision.handoffId(),
                outcome.acv(),
                decision.policyVersion(),
                outcome.ledgerPosition(),
                outcome.trace(),
                json.read(decision.inputs(), RoutingInputs.class),
                decision.decidedAt(),
                decision.redactedAt());
    }
}

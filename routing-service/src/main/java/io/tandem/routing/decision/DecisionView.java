package io.tandem.routing.decision;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.routing.domain.AcvEstimate;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.domain.TraceStep;
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

        @Schema(
                description =
                        "What was decided, by which rule, why not by one before it, and who got it and why, in a few"
                                + " sentences",
                examples =
                        "Acme is left to serve itself: Acme can start at once and on its own. Rule self-serve of policy"
                                + " 4 decided, which always matches; before it did not match: hand-raiser (the person did not ask"
                                + " to talk to sales). Nobody: self-serve.")
        String inWords,

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

    static DecisionView from(Decision decision, RoutingInputs inputs, Routing.Outcome outcome, String inWords) {
        return new DecisionView(
                decision.id(),
                decision.accountId(),
                decision.signupId(),
                outcome.motion(),
                inWords,
                outcome.rule(),
                outcome.reason(),
                outcome.owner(),
                outcome.ownerBecause(),
                decision.handoffId(),
                outcome.acv(),
                decision.policyVersion(),
                outcome.ledgerPosition(),
                outcome.trace(),
                inputs,
                decision.decidedAt(),
                decision.redactedAt());
    }
}

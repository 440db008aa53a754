package io.tandem.signup.signups;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tandem.contracts.Motion;
import io.tandem.contracts.NextStep;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RouteDecided;
import java.time.Instant;
import java.util.UUID;

/** The answer to a signup, as it is stored and as it is told. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Decision(UUID id, Motion motion, String reason, Owner owner, NextStep nextStep, Instant decidedAt) {
    static Decision from(RouteDecided event) {
        return new Decision(
                event.decisionId(), event.motion(), event.reason(), event.owner(), event.nextStep(), event.decidedAt());
    }
}

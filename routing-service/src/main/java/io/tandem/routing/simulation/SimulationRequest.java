package io.tandem.routing.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.routing.domain.Policy;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which policy is to be tried on which part of the recorded history: a version, also a draft, or a definition that nobody
 * has stored.
 */
record SimulationRequest(
        @Size(max = 100) @Schema(description = "A version, also a draft; leave it out to send a definition")
        String policyVersion,

        @Schema(
                description = "A whole policy that need not be stored; leave it out to name a version",
                implementation = Policy.class)
        JsonNode policy,

        @Schema(description = "Only decisions from then on") Instant from,

        @Schema(description = "Only decisions before then") Instant to,

        @Size(max = 4000)
        @Schema(
                description = "Only decisions for which this CEL condition holds, over the same variables as the rules",
                examples = "signup.country == 'DE' && account.employees < 200")
        String segment,

        @DecimalMin("0.0001")
        @DecimalMax("1")
        @Schema(
                description = "The share of accounts to look at, all if it is left out; the same accounts every time",
                examples = "0.1")
        BigDecimal sample) {
    SimulationRequest {
        policy = policy == null || policy.isNull() ? null : policy;
    }
}

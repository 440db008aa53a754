package io.tandem.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.routing.domain.Policy;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a policy shall be. */
@Schema(description = "What a policy shall be")
record PolicyRequest(
        @NotNull @Schema(implementation = Policy.class) JsonNode definition) {}

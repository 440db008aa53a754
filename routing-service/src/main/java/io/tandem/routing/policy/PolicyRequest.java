package io.tandem.routing.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.routing.domain.Policy;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a policy shall be. A version that was read can be sent back as it is: what it has beside is left out. */
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(description = "What a policy shall be")
record PolicyRequest(
        @NotNull @Schema(implementation = Policy.class) JsonNode definition) {}

package io.tandem.routing.policy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a policy is published, and when. */
@Schema(name = "PolicyPublicationRequest", description = "Why a policy is published, and when")
record PublicationRequest(
        @NotBlank @Size(max = 500) String why,

        @Schema(description = "The time from which decisions are made by it; at once without one", nullable = true)
        Instant at) {}

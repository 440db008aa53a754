package io.tandem.routing.handoff;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why not now, and until when not. */
record RecycleRequest(
        @NotBlank @Size(max = 1000) String reason,

        @Schema(description = "Later than now; the account is not handed over before, unless somebody asks for a human")
        @NotNull
        Instant until) {}

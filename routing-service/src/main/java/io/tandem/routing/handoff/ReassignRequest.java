package io.tandem.routing.handoff;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who is to have a handoff from now on, and why. */
record ReassignRequest(
        @NotNull @Schema(description = "A rep who is switched on")
        UUID repId,

        @NotBlank @Size(max = 1000) String reason) {}

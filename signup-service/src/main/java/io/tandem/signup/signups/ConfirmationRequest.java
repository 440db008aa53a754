package io.tandem.signup.signups;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A followed link. */
@Schema(description = "A followed link")
record ConfirmationRequest(
        @Schema(description = "What stands behind # in the link") @NotBlank @Size(max = 200)
        String token) {}

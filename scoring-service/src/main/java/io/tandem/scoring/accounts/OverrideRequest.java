package io.tandem.scoring.accounts;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to stand instead of the model's own value. */
record OverrideRequest(
        @NotBlank
        @Size(max = 20)
        @Schema(
                description =
                        "For score 0 to 100 points with two decimals at most, for grade A1 to D4, for stage NONE, NURTURE or SALES",
                examples = "80")
        String value,

        @NotBlank @Size(max = 1000) @Schema(description = "Why; everybody who reads the account reads it")
        String reason) {}

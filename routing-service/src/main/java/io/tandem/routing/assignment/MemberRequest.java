package io.tandem.routing.assignment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a rep takes part in a pool. */
record MemberRequest(
        @Min(1)
        @Max(1000)
        @Schema(
                description = "Share compared with the other members'; absent for the rep's own weight",
                nullable = true)
        Integer weight) {}

package io.tandem.routing.assignment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The end of a pool. */
record RetirementRequest(
        @NotBlank
        @Size(max = 64)
        @Schema(description = "The pool that takes what waits here, and what is still sent here")
        String successor) {}

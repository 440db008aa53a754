package io.tandem.scoring.accounts;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is supposed to happen. */
record WhatIfRequest(@NotEmpty @Size(max = 100) List<@NotNull @Valid Supposed> events) {

    /** An event of the product that has not happened. */
    @Schema(name = "SupposedEvent")
    record Supposed(
            @NotBlank @Size(max = 255) @Schema(description = "Name of the event", examples = "Report Shared")
            String event,

            @Size(max = 255)
            @Schema(description = "Who does it, as the product names them; may be left out if the email is given")
            String userId,

            @Size(max = 254)
            @Schema(description = "Their email, which makes known whoever is not; may be left out for known users")
            String email,

            @Schema(description = "The properties of the event")
            Map<String, Object> properties,

            @Schema(description = "When; now if it is left out or in the future")
            Instant timestamp) {}
}

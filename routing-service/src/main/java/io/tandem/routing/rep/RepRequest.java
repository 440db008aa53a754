package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new rep. */
record RepRequest(
        @NotBlank @Size(max = 200) String name,

        @NotBlank @Email @Size(max = 254) @Schema(description = "Work email, as in the rep's access token")
        String email,

        @Min(1) @Max(1000) @Schema(description = "Share compared with the other reps'", defaultValue = "1")
        Integer weight,

        @Min(-1000) @Max(1000) @Schema(description = "Breaks ties, higher first", defaultValue = "0")
        Integer priority,

        @Min(0)
        @Max(100_000)
        @Schema(description = "How many handoffs may wait for the rep's acceptance at once", defaultValue = "50")
        Integer capacity,

        @NotEmpty @Schema(description = "Motions with a human whose accounts the rep takes")
        Set<@NotNull Motion> motions,

        @Size(max = 2000) @Pattern(regexp = "https?://\\S+", message = "must be an http or https address")
        String meetingUrl) {

    RepDetails details() {
        return new RepDetails(
                name.strip(),
                email.strip().toLowerCase(Locale.ROOT),
                Objects.requireNonNullElse(weight, 1),
                Objects.requireNonNullElse(priority, 0),
                Objects.requireNonNullElse(capacity, 50),
                motions,
                meetingUrl,
                true);
    }
}

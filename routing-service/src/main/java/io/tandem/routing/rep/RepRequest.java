package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import io.tandem.routing.calendar.WorkingHours;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new rep. */
record RepRequest(
        @NotBlank @Size(max = 200) String name,

        @NotBlank @Email @Size(max = 254) @Schema(description = "Work email, as in the rep's access token")
        String email,

        @Schema(description = "A pool may take reps of one role only", defaultValue = "AE")
        Role role,

        @Min(1) @Max(1000) @Schema(description = "Share compared with the other reps'", defaultValue = "1")
        Integer weight,

        @Min(-1000) @Max(1000) @Schema(description = "Breaks ties, higher first", defaultValue = "0")
        Integer priority,

        @Min(0)
        @Max(100_000)
        @Schema(description = "How many handoffs may wait for the rep's acceptance at once", defaultValue = "50")
        Integer capacity,

        @NotNull
        @Schema(
                description =
                        "Motions with a human whose accounts the rep takes: the rep joins the pools of these names."
                                + " Members of other pools are named there")
        Set<@NotNull Motion> motions,

        @Size(max = 50) @Schema(description = "What the rep knows; a rule may ask for it")
        Set<@NotNull @Pattern(regexp = SKILL, message = SKILL_MESSAGE) String> skills,

        @Size(max = 50) @Schema(description = "ISO 639 codes of what the rep speaks")
        Set<@NotNull @Pattern(regexp = LANGUAGE, message = LANGUAGE_MESSAGE) String> languages,

        @Valid @Schema(description = "Absent for the hours of the rep's pool, if it has any, else for always")
        WorkingHours workingHours,

        @Size(max = 2000) @Pattern(regexp = "https?://\\S+", message = "must be an http or https address")
        String meetingUrl) {

    static final String SKILL = "[a-z0-9][a-z0-9 _-]{0,49}";
    static final String SKILL_MESSAGE = "must be up to 50 lower-case letters, digits, blanks, - or _";
    static final String LANGUAGE = "[a-z]{2,3}";
    static final String LANGUAGE_MESSAGE = "must be an ISO 639 code in lower case, such as fr";

    RepDetails details() {
        return new RepDetails(
                name.strip(),
                email.strip().toLowerCase(Locale.ROOT),
                Objects.requireNonNullElse(role, Role.AE),
                Objects.requireNonNullElse(weight, 1),
                Objects.requireNonNullElse(priority, 0),
                Objects.requireNonNullElse(capacity, 50),
                motions,
                sorted(skills),
                sorted(languages),
                workingHours,
                meetingUrl,
                true);
    }

    static List<String> sorted(Set<String> words) {
        return words == null ? List.of() : words.stream().sorted().toList();
    }
}

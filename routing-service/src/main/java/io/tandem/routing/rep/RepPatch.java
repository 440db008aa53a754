package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to change about a rep; what is absent stays. */
record RepPatch(
        @Size(max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
        String name,

        Role role,

        @Min(1) @Max(1000) Integer weight,
        @Min(-1000) @Max(1000) Integer priority,
        @Min(0) @Max(100_000) Integer capacity,

        @Schema(description = "The rep leaves the pools of other motions; pools that are not named like motions stay")
        Set<@NotNull Motion> motions,

        @Size(max = 50)
        Set<@NotNull @Pattern(regexp = RepRequest.SKILL, message = RepRequest.SKILL_MESSAGE) String> skills,

        @Size(max = 50)
        Set<@NotNull @Pattern(regexp = RepRequest.LANGUAGE, message = RepRequest.LANGUAGE_MESSAGE) String> languages,

        @Size(max = 2000) @Pattern(regexp = "https?://\\S+", message = "must be an http or https address")
        String meetingUrl,

        @Schema(
                description =
                        "A rep who is switched off never receives anything, and what was open with the rep goes to"
                                + " others")
        Boolean active) {

    RepDetails appliedTo(RepDetails present) {
        return new RepDetails(
                name == null ? present.name() : name.strip(),
                present.email(),
                Objects.requireNonNullElse(role, present.role()),
                Objects.requireNonNullElse(weight, present.weight()),
                Objects.requireNonNullElse(priority, present.priority()),
                Objects.requireNonNullElse(capacity, present.capacity()),
                Objects.requireNonNullElse(motions, present.motions()),
                skills == null ? present.skills() : RepRequest.sorted(skills),
                languages == null ? present.languages() : RepRequest.sorted(languages),
                present.workingHours(),
                meetingUrl == null ? present.meetingUrl() : meetingUrl,
                Objects.requireNonNullElse(active, present.active()));
    }
}

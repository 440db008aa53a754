package io.tandem.routing.assignment;

import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.rep.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new pool. */
record PoolRequest(
        @NotNull
        @Pattern(regexp = "[A-Za-z][A-Za-z0-9_-]{0,63}", message = "must be up to 64 letters, digits, - or _")
        @Schema(description = "As rules name it; it stays")
        String name,

        @NotBlank @Size(max = 500) @Schema(description = "What the pool is for")
        String description,

        @Schema(description = "Only reps of this role take part; absent for all", nullable = true)
        Role role,

        @Schema(
                description = "What becomes of work while nobody works: it waits, or it goes to whoever works next",
                defaultValue = "QUEUE")
        AfterHours afterHours,

        @Valid @Schema(description = "For members without hours of their own, and for what waits; absent for always")
        WorkingHours workingHours,

        @Email @Size(max = 254) @Schema(description = MANAGER, nullable = true)
        String manager) {

    static final String MANAGER =
            "The email of who looks after the pool, a rep or not: told when nobody takes a handoff"
                    + " in time. A rep gets what nobody else can take. Absent for nobody";

    PoolDetails details() {
        return new PoolDetails(
                description.strip(),
                role,
                Objects.requireNonNullElse(afterHours, AfterHours.QUEUE),
                workingHours,
                manager);
    }
}

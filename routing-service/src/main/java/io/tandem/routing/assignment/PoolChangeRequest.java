package io.tandem.routing.assignment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.rep.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pool as it is to be. One that was read can be sent back as it is: what does not change this way is left out. */
@JsonIgnoreProperties({"name", "successor", "members", "queued"})
record PoolChangeRequest(
        @NotBlank @Size(max = 500) String description,

        @Schema(description = "Only reps of this role take part; absent for all", nullable = true)
        Role role,

        @NotNull AfterHours afterHours,

        @Valid @Schema(description = "Absent for always", nullable = true)
        WorkingHours workingHours,

        @Email @Size(max = 254) @Schema(description = PoolRequest.MANAGER, nullable = true)
        String manager) {

    PoolDetails details() {
        return new PoolDetails(description.strip(), role, afterHours, workingHours, manager);
    }
}

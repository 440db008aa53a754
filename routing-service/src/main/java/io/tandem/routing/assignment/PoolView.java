package io.tandem.routing.assignment;

import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.rep.Role;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pool of reps who share work. */
record PoolView(
        String name,
        String description,

        @Schema(description = "Only reps of this role take part; null for all", nullable = true)
        Role role,

        @Schema(description = "What becomes of work while nobody works: it waits, or it goes to whoever works next")
        AfterHours afterHours,

        @Schema(
                description = "For members without hours of their own, and for what waits; null for always",
                nullable = true)
        WorkingHours workingHours,

        @Schema(
                description = "The email of who looks after it and is told when nobody takes a handoff in time",
                nullable = true)
        String manager,

        @Schema(description = "The pool that takes what is sent here; null unless this one is retired", nullable = true)
        String successor,

        @Schema(description = "Reps who belong to it") long members,

        @Schema(description = "Handoffs that wait for one of them")
        long queued) {}

package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rep. */
record RepView(
        UUID id,
        String name,
        String email,
        int weight,
        int priority,
        int capacity,

        @Schema(description = "Handoffs that wait for the rep's acceptance")
        long waiting,

        Set<Motion> motions,
        String meetingUrl,
        boolean active,
        Instant createdAt) {

    static RepView from(SalesRep rep, long waiting) {
        RepDetails details = rep.details();
        return new RepView(
                rep.id(),
                details.name(),
                details.email(),
                details.weight(),
                details.priority(),
                details.capacity(),
                waiting,
                new TreeSet<>(details.motions()),
                details.meetingUrl(),
                details.active(),
                rep.createdAt());
    }
}

package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.login.LoginView;
import io.tandem.routing.storage.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rep. */
record RepView(
        UUID id,
        String name,
        String email,
        Role role,
        int weight,
        int priority,
        int capacity,

        @Schema(description = "Handoffs that wait for the rep's acceptance")
        long waiting,

        Set<Motion> motions,

        @Schema(description = "The pools that the rep belongs to, with the weight in each")
        Map<String, Integer> pools,

        List<String> skills,
        List<String> languages,

        @Schema(description = "Null for the hours of the rep's pool, if it has any, else for always", nullable = true)
        WorkingHours workingHours,

        String meetingUrl,
        boolean active,

        @Schema(description = "Whether the rep can log in; null where logins are kept elsewhere", nullable = true)
        LoginView login,

        Instant createdAt) {

    static RepView from(SalesRep rep, Map<String, Integer> pools, long waiting, LoginView login, StoredJson json) {
        RepDetails details = rep.details(RepRepository.motions(pools.keySet()), json);
        return new RepView(
                rep.id(),
                details.name(),
                details.email(),
                details.role(),
                details.weight(),
                details.priority(),
                details.capacity(),
                waiting,
                new TreeSet<>(details.motions()),
                pools,
                details.skills(),
                details.languages(),
                details.workingHours(),
                details.meetingUrl(),
                details.active(),
                login,
                rep.createdAt());
    }
}

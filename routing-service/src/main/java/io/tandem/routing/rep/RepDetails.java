package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import io.tandem.routing.calendar.WorkingHours;
import java.util.List;
import java.util.Set;

/** What an admin decides about a rep. */
record RepDetails(
        String name,
        String email,
        Role role,
        int weight,
        int priority,
        int capacity,
        Set<Motion> motions,
        List<String> skills,
        List<String> languages,
        WorkingHours workingHours,
        String meetingUrl,
        boolean active) {

    RepDetails working(WorkingHours hours) {
        return new RepDetails(
                name, email, role, weight, priority, capacity, motions, skills, languages, hours, meetingUrl, active);
    }
}

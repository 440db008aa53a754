package io.tandem.routing.rep;

import io.tandem.contracts.Motion;
import java.util.Set;

/** What an admin decides about a rep. */
record RepDetails(
        String name,
        String email,
        int weight,
        int priority,
        int capacity,
        Set<Motion> motions,
        String meetingUrl,
        boolean active) {}

package io.tandem.routing.assignment;

import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.rep.Role;
import java.util.Locale;

/** What an admin decides about a pool. */
record PoolDetails(String description, Role role, AfterHours afterHours, WorkingHours workingHours, String manager) {

    PoolDetails {
        manager = manager == null ? null : manager.strip().toLowerCase(Locale.ROOT);
    }
}

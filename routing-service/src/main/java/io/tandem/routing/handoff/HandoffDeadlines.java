package io.tandem.routing.handoff;

import io.tandem.contracts.Event.OfAccount;
import io.tandem.contracts.HandoffExpired;
import io.tandem.contracts.HandoffWarned;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.routing.assignment.Assignments;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.domain.Sla;
import io.tandem.routing.rep.CapacityFreed;
import io.tandem.routing.rep.RepRepository;
import io.tandem.routing.sla.SlaMark;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Warns whoever has a handoff while its time runs out, and gives what nobody took in time to somebody else. */
@ApplicationScoped
class HandoffDeadlines {
    @Inject
    HandoffRepository handoffs;

    @Inject
    HandoffHistory history;

    @Inject
    HandoffTimers timers;

    @Inject
    HandoffQueue queue;

    @Inject
    Pools pools;

    @Inject
    RepRepository reps;

    @Inject
    Outbox outbox;

    @Inject
    Event<CapacityFreed> capacityFreed;

    @Inject
    Clock clock;

    void on(@Observes SlaMark mark) {
        Assignments assignments = pools.open();
        if (mark.percent() == Sla.BREACHED) {
            // The pools before the handoff, always.
            assignments.lock();
        }
        handoffs.lock(mark.handoffId())
                .filter(handoff -> handoff.awaits(mark.round(), mark.percent()))
                .ifPresent(handoff -> reached(handoff, mark.percent(), assignments, clock.instant()));
    }

    private void reached(Handoff handoff, int percent, Assignments assignments, Instant now) {
        handoff.sla().use(percent);
        if (percent < Sla.BREACHED && !now.isBefore(handoff.sla().dueAt())) {
            // Too late for a warning: the end is what there is to tell.
            handoffs.update(handoff);
            timers.goOn(handoff);
        } else if (percent < Sla.BREACHED || handoff.status() == HandoffStatus.ACCEPTED) {
            warn(handoff, percent, now);
            handoffs.update(handoff);
            timers.goOn(handoff);
        } else if (handoff.status() == HandoffStatus.OPEN) {
            expire(handoff, assignments, now);
        } else {
            expired(handoff, null, assignments, now);
            handoffs.update(handoff);
            giveToManager(handoff, assignments, now);
        }
    }

    /** Who took it keeps it, and is warned once more when all of the time is used up. */
    private void warn(Handoff handoff, int percent, Instant now) {
        if (handoff.owner() == null) {
            return;
        }
        history.record(
                handoff, HandoffHistory.What.WARNED, HandoffHistory.TANDEM, percent + " % of the time is used", now);
        tell(new HandoffWarned(
                handoff.accountId(),
                handoff.id(),
                handoff.owner(),
                percent,
                handoff.sla().dueAt(),
                now));
    }

    /** The next rep in turn gets it, else who looks after the pool, if that is a rep; else it stays where it is. */
    private void expire(Handoff handoff, Assignments assignments, Instant now) {
        Owner late = handoff.owner();
        handoff.expire();
        handoffs.missed(handoff.id(), late.id(), now);
        expired(handoff, late, assignments, now);
        handoffs.update(handoff);
        if (!queue.giveToNext(handoff, assignments)) {
            giveToManager(handoff, assignments, now);
        }
        assignments.save();
        capacityFreed.fire(new CapacityFreed());
    }

    /** Everybody is told, and whoever looks after the pool by name. */
    private void expired(Handoff handoff, Owner late, Assignments assignments, Instant now) {
        Instant due = handoff.sla().dueAt();
        history.record(handoff, HandoffHistory.What.EXPIRED, HandoffHistory.TANDEM, "due at " + due, now);
        String manager = assignments.managerOf(handoff.pool());
        handoff.escalate(manager);
        if (manager != null) {
            history.record(handoff, HandoffHistory.What.ESCALATED, HandoffHistory.TANDEM, "to " + manager, now);
        }
        tell(new HandoffExpired(handoff.accountId(), handoff.id(), late, due, manager, now));
    }

    private void giveToManager(Handoff handoff, Assignments assignments, Instant now) {
        Optional.ofNullable(handoff.escalatedTo())
                .flatMap(reps::activeByEmail)
                .filter(manager -> !handoffs.declinersOf(handoff.id()).contains(manager.id()))
                .ifPresent(manager -> queue.give(handoff, manager, assignments, "escalated", now));
    }

    private void tell(OfAccount event) {
        outbox.append(Topics.ROUTES, event);
    }
}

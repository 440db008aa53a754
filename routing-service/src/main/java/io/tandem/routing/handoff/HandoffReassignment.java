package io.tandem.routing.handoff;

import io.tandem.contracts.Owner;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.routing.assignment.Assignments;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.audit.AuditTrail;
import io.tandem.routing.rep.CapacityFreed;
import io.tandem.routing.rep.RepRepository;
import io.tandem.routing.rep.RepSwitchedOff;
import io.tandem.routing.rep.SalesRep;
import io.tandem.routing.sla.Deadlines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Gives handoffs to others: because somebody says so, or because whoever has them is switched off. */
@ApplicationScoped
class HandoffReassignment {
    @Inject
    HandoffRepository handoffs;

    @Inject
    HandoffQueue queue;

    @Inject
    HandoffHistory history;

    @Inject
    HandoffTimers timers;

    @Inject
    Deadlines deadlines;

    @Inject
    RepRepository reps;

    @Inject
    Pools pools;

    @Inject
    AuditTrail audit;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    @Inject
    Event<CapacityFreed> capacityFreed;

    /** No ledger counts it, so nobody's turn changes. What waits for the two counts against their capacity. */
    @Transactional
    Handoff reassign(UUID id, ReassignRequest request) {
        Assignments assignments = pools.open();
        assignments.lock();
        Handoff handoff = handoffs.lock(id).orElseThrow(() -> HandoffService.unknown(id));
        caller.requireOwnerOrAdmin(handoff);
        SalesRep rep = reps.find(request.repId()).orElseThrow(() -> RequestFaults.problem("repId", "names no rep"));
        Owner before = handoff.owner();
        Owner after = rep.asOwner();
        if (!rep.isActive()) {
            throw Problem.conflict(after.name() + " is switched off.");
        }
        if (handoff.status().isOpen() && rep.id().equals(handoff.ownerId())) {
            throw Problem.conflict(after.name() + " has the handoff already.");
        }
        if (handoff.status() != HandoffStatus.QUEUED) {
            handoff.release();
        }
        queue.give(
                handoff,
                after,
                assignments,
                HandoffHistory.What.REASSIGNED,
                caller.who(),
                request.reason(),
                clock.instant());
        audit.changed("handoff reassigned: " + request.reason(), "handoff/" + id, before, after);
        capacityFreed.fire(new CapacityFreed());
        return handoff;
    }

    /** Whoever fired this goes on to drain the queue, in the same transaction. */
    void release(@Observes RepSwitchedOff off) {
        Instant now = clock.instant();
        Deadlines.Calendars calendars = deadlines.calendars();
        for (Handoff handoff : handoffs.lockOpenOf(off.repId())) {
            boolean beginsAnew = handoff.isRoundOver();
            handoff.release();
            if (beginsAnew) {
                // Else it could wait in the queue with nobody ever told that it does.
                handoff.sla()
                        .begin(calendars.due(
                                null, handoff.pool(), now, handoff.sla().time()));
                timers.begin(List.of(handoff), calendars);
            }
            handoffs.update(handoff);
            history.record(
                    handoff, HandoffHistory.What.RELEASED, HandoffHistory.TANDEM, "its owner was switched off", now);
        }
    }
}

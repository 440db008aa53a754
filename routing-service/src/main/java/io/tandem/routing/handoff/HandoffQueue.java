package io.tandem.routing.handoff;

import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.routing.account.Accounts;
import io.tandem.routing.assignment.Assignments;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.domain.FairAssignment;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.rep.CapacityFreed;
import io.tandem.routing.sla.Deadlines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gives waiting handoffs to reps as soon as somebody can receive, the longest waiting first. */
@ApplicationScoped
class HandoffQueue {
    @Inject
    HandoffRepository handoffs;

    @Inject
    HandoffHistory history;

    @Inject
    HandoffTimers timers;

    @Inject
    Deadlines deadlines;

    @Inject
    Clock clock;

    @Inject
    Pools pools;

    @Inject
    Accounts accounts;

    @Inject
    Outbox outbox;

    void drain(@Observes CapacityFreed freed) {
        // The lock first: a decider that found nobody has committed its queued handoff when we get it.
        Assignments assignments = pools.open();
        assignments.lock();
        handoffs.poolsWithQueue().forEach(pool -> drain(pool, assignments));
        assignments.save();
    }

    private void drain(String pool, Assignments assignments) {
        for (Handoff handoff : handoffs.queued(pool)) {
            if (assignments.pool(pool).reps().stream().noneMatch(Rep::canReceive)) {
                return;
            }
            giveToNext(handoff, assignments);
        }
    }

    /** To the rep in turn, if there is one who can receive and has not passed it over; the callers save the assignment. */
    boolean giveToNext(Handoff handoff, Assignments assignments) {
        PoolState state = assignments.pool(handoff.pool());
        Optional<FairAssignment.Assignment> assigned =
                FairAssignment.assign(state.ledger(), state.reps(), handoffs.declinersOf(handoff.id()));
        if (assigned.isEmpty()) {
            return false;
        }
        Owner owner = state.reps().stream()
                .filter(rep -> rep.id().equals(assigned.get().repId()))
                .findFirst()
                .orElseThrow()
                .asOwner();
        assignments.assigned(owner.id(), assigned.get().after());
        give(handoff, owner, null, clock.instant());
        return true;
    }

    /** Tells everybody who has it now; the callers hold the pools' lock. */
    void give(Handoff handoff, Owner owner, String why, Instant now) {
        handoff.assignTo(owner, now, deadlines.calendars().due(owner, handoff.pool(), now, handoff.slaTime()));
        handoffs.update(handoff);
        history.record(handoff, HandoffHistory.What.ASSIGNED, HandoffHistory.TANDEM, why, now);
        timers.begin(List.of(handoff));
        accounts.owned(handoff.accountId(), owner, now);
        outbox.append(Topics.ROUTES, new HandoffAssigned(handoff.accountId(), handoff.id(), owner, now));
    }
}

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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Gives waiting handoffs to reps as soon as somebody can receive, the longest waiting first. */
@ApplicationScoped
class HandoffQueue {
    @Inject
    HandoffRepository handoffs;

    @Inject
    HandoffHistory history;

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
            PoolState state = assignments.pool(pool);
            if (state.reps().stream().noneMatch(Rep::canReceive)) {
                return;
            }
            assign(handoff, state, assignments);
        }
    }

    private void assign(Handoff handoff, PoolState state, Assignments assignments) {
        Optional<FairAssignment.Assignment> assigned =
                FairAssignment.assign(state.ledger(), state.reps(), handoffs.declinersOf(handoff.id()));
        if (assigned.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Owner owner = state.reps().stream()
                .filter(rep -> rep.id().equals(assigned.get().repId()))
                .findFirst()
                .orElseThrow()
                .asOwner();
        assignments.assigned(owner.id(), assigned.get().after());
        handoff.assignTo(owner, now);
        handoffs.update(handoff);
        history.record(handoff, HandoffHistory.What.ASSIGNED, HandoffHistory.TANDEM, null, now);
        accounts.owned(handoff.accountId(), owner, now);
        outbox.append(Topics.ROUTES, new HandoffAssigned(handoff.accountId(), handoff.id(), owner, now));
    }
}

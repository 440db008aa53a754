package io.tandem.routing.handoff;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Outbox;
import io.tandem.routing.account.Accounts;
import io.tandem.routing.assignment.Assignments;
import io.tandem.routing.assignment.Pools;
import io.tandem.routing.domain.PoolAssignment;
import io.tandem.routing.rep.CapacityFreed;
import io.tandem.routing.sla.Deadlines;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Gives waiting handoffs to reps as soon as somebody can receive, the longest waiting first. What waits is a row each, so a
 * restart forgets none.
 */
@ApplicationScoped
class HandoffQueue {
    @Inject
    HandoffRepository handoffs;

    @Inject
    HandoffHistory history;

    @Inject
    HandoffTimers timers;

    @Inject
    Clock clock;

    @Inject
    Pools pools;

    @Inject
    Accounts accounts;

    @Inject
    Outbox outbox;

    @Inject
    StoredJson json;

    /** Nothing says that somebody's working hours begin, or that an absence or a holiday is over. */
    @Scheduled(every = "${tandem.routing.handoff.queue-every}", concurrentExecution = ConcurrentExecution.SKIP)
    @Transactional
    void lookForWhoBegins() {
        if (handoffs.anyWaits() && handoffs.areQueuedFor(pools.takers())) {
            drain(new CapacityFreed());
        }
    }

    void drain(@Observes CapacityFreed freed) {
        // The lock first: a decider that found nobody has committed its queued handoff when we get it.
        Assignments assignments = pools.open();
        assignments.lock();
        List<Handoff> waiting = handoffs.lockQueuedFor(assignments.takers());
        if (waiting.isEmpty()) {
            return;
        }
        Map<UUID, Set<UUID>> decliners =
                handoffs.declinersOf(waiting.stream().map(Handoff::id).toList());
        accounts.lock(waiting.stream().map(Handoff::accountId).toList());
        Set<String> exhausted = new HashSet<>();
        for (Handoff handoff : waiting) {
            if (!exhausted.contains(handoff.pool())
                    && !giveToNext(handoff, decliners.getOrDefault(handoff.id(), Set.of()), assignments)
                    && !decliners.containsKey(handoff.id())) {
                exhausted.add(handoff.pool());
            }
        }
        assignments.save();
    }

    /** To the rep in turn, if there is one who can receive and has not passed it over; the callers save the assignment. */
    boolean giveToNext(Handoff handoff, Assignments assignments) {
        return giveToNext(handoff, handoffs.declinersOf(handoff.id()), assignments);
    }

    private boolean giveToNext(Handoff handoff, Set<UUID> decliners, Assignments assignments) {
        PoolAssignment.Result assigned = PoolAssignment.assign(
                assignments.pool(handoff.pool()), handoff.subject().needs(json), decliners);
        if (assigned.rep() == null) {
            return false;
        }
        assignments.assigned(assigned.rep().id(), assigned.after());
        give(handoff, assigned.rep().asOwner(), assignments, null, clock.instant());
        return true;
    }

    void give(Handoff handoff, Owner owner, Assignments assignments, String why, Instant now) {
        give(handoff, owner, assignments, HandoffHistory.What.ASSIGNED, HandoffHistory.TANDEM, why, now);
    }

    /**
     * Tells everybody who has it now.
     *
     * @param assignments which hold the pools' lock, so that nobody's hours change meanwhile
     * @param who gave it
     */
    void give(
            Handoff handoff,
            Owner owner,
            Assignments assignments,
            HandoffHistory.What what,
            String who,
            String why,
            Instant now) {
        Deadlines.Calendars calendars = Deadlines.of(assignments.calendars());
        handoff.assignTo(
                owner,
                now,
                calendars.due(owner, handoff.pool(), now, handoff.sla().time()));
        handoffs.update(handoff);
        history.record(handoff, what, who, why, now);
        timers.begin(List.of(handoff), calendars);
        accounts.owned(handoff.accountId(), owner, now);
        outbox.append(Topics.ROUTES, new HandoffAssigned(handoff.accountId(), handoff.id(), owner, now));
    }
}

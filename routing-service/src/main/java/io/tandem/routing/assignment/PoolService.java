package io.tandem.routing.assignment;

import io.tandem.contracts.Motion;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.routing.audit.AuditTrail;
import io.tandem.routing.domain.FairAssignment;
import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.Needs;
import io.tandem.routing.domain.PoolAssignment;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.rep.CapacityFreed;
import io.tandem.routing.rep.PoolsLock;
import io.tandem.routing.rep.RepRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pools as admins keep them. Whoever changes one locks them all first, as whoever assigns does. */
@ApplicationScoped
class PoolService {
    @Inject
    PoolRepository repository;

    @Inject
    Pools pools;

    @Inject
    PoolsLock lock;

    @Inject
    RepRepository reps;

    @Inject
    AuditTrail audit;

    @Inject
    Event<CapacityFreed> capacityFreed;

    @Transactional
    PoolView add(PoolRequest request) {
        PoolDetails details = usable(request.details());
        lock.take();
        if (!repository.add(request.name(), details)) {
            throw Problem.conflict("There is a pool " + request.name() + " already.");
        }
        audit.changed("pool added", "pool/" + request.name(), null, details);
        return find(request.name());
    }

    @Transactional
    PoolView change(String name, PoolChangeRequest request) {
        PoolDetails details = usable(request.details());
        lock.take();
        PoolView before = inUse(name);
        repository.update(name, details);
        audit.changed("pool changed", "pool/" + name, before, details);
        capacityFreed.fire(new CapacityFreed());
        return find(name);
    }

    /** Nothing is left behind: what waits, and what is still sent here, goes to the successor. */
    @Transactional
    PoolView retire(String name, String successor) {
        if (isOfMotion(name)) {
            throw Problem.conflict(
                    "The pool " + name + " stays: accounts of that motion go there unless a rule says else.");
        }
        lock.take();
        PoolView before = inUse(name);
        if (successor.equals(name)) {
            throw RequestFaults.problem("successor", "must be another pool");
        }
        inUse(successor);
        repository.retire(name, successor);
        audit.changed("pool retired", "pool/" + name, before, Map.of("successor", successor));
        capacityFreed.fire(new CapacityFreed());
        return find(name);
    }

    @Transactional
    PoolStateView join(String name, UUID repId, Integer weight) {
        lock.take();
        inUse(name);
        reps.find(repId).orElseThrow(() -> Problem.notFound("There is no rep " + repId + "."));
        repository.join(name, repId, weight);
        audit.changed("rep joined, or has another weight", "pool/" + name, null, new Joined(repId, weight));
        capacityFreed.fire(new CapacityFreed());
        return state(name);
    }

    @Transactional
    void leave(String name, UUID repId) {
        lock.take();
        if (!repository.leave(name, repId)) {
            throw Problem.notFound("The rep " + repId + " does not belong to the pool " + name + ".");
        }
        audit.changed("rep left", "pool/" + name, new Joined(repId, null), null);
    }

    /** Who would receive now, and why everybody else would not. Nothing is locked, so it may be over when it is read. */
    @Transactional
    PoolStateView state(String name) {
        PoolView view = find(name);
        Instant now = pools.now();
        Roster.Pool pool = pools.roster(now).pools().get(name);
        Ledger ledger = pools.ledgers().stream()
                .filter(one -> one.pool().equals(name))
                .findFirst()
                .orElseThrow();
        PoolState state = new PoolState(ledger, pool.reps(now, pools.waiting()), pool.afterHours());
        PoolAssignment.Result next = PoolAssignment.assign(state, Needs.NONE, Set.of());
        Map<UUID, BigDecimal> shortfalls = FairAssignment.assign(ledger, state.reps())
                .map(FairAssignment.Assignment::shortfalls)
                .orElse(Map.of());
        Map<UUID, Ledger.Standing> lines =
                ledger.standings().stream().collect(Collectors.toMap(Ledger.Standing::repId, Function.identity()));
        return new PoolStateView(
                view,
                ledger.sequence(),
                next.rep() == null ? null : next.rep().id(),
                next.because(),
                state.reps().stream()
                        .map(rep -> member(rep, Optional.ofNullable(lines.get(rep.id())), shortfalls.get(rep.id())))
                        .toList(),
                now);
    }

    PoolView find(String name) {
        return repository.find(name).orElseThrow(() -> Problem.notFound("There is no pool " + name + "."));
    }

    private static PoolStateView.MemberView member(Rep rep, Optional<Ledger.Standing> line, BigDecimal shortfall) {
        return new PoolStateView.MemberView(
                rep.id(),
                rep.name(),
                rep.weight(),
                rep.capacity(),
                rep.waiting(),
                line.map(Ledger.Standing::assigned).orElse(0L),
                line.map(Ledger.Standing::credit).orElse(BigDecimal.ZERO).stripTrailingZeros(),
                shortfall == null ? null : shortfall.stripTrailingZeros(),
                rep.canReceive(),
                rep.hindrance().orElse(null),
                rep.away() == null ? null : rep.away().until());
    }

    private PoolView inUse(String name) {
        PoolView pool = find(name);
        if (pool.successor() != null) {
            throw Problem.conflict("The pool " + name + " is retired; " + pool.successor() + " took its place.");
        }
        return pool;
    }

    private static PoolDetails usable(PoolDetails details) {
        if (details.workingHours() != null) {
            details.workingHours().requireUsable("workingHours");
        }
        return details;
    }

    private static boolean isOfMotion(String name) {
        return Arrays.stream(Motion.values()).anyMatch(motion -> motion.name().equals(name));
    }

    private record Joined(UUID repId, Integer weight) {}
}

package io.tandem.routing.simulation;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.routing.domain.Needs;
import io.tandem.routing.domain.Rep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Counts what became of decisions, in the order in which they were made. Who gets what from a pool is found here, by the
 * same fair assignment as in life, over the reps of today: pools begin with nothing assigned and reps are never away or
 * full, so that it shows the shares of the work and not one day's absences.
 */
final class Tally {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final UUID QUEUE = new UUID(0, 0);

    private final Map<String, StaffedPool> pools;
    private final Map<UUID, Load> owners = new HashMap<>();
    private final Map<String, Pool> handoffs = new TreeMap<>();
    private final Part all = new Part();
    private long moved;

    /** @param pools the pools of today, with all who are switched on */
    Tally(Map<String, StaffedPool> pools) {
        this.pools = pools;
    }

    /** What some decisions that follow one another add: what can be counted in any order is counted here. */
    static final class Part {
        private final long[][] transitions = new long[Motion.values().length][Motion.values().length];
        private final Map<String, long[]> rules = new HashMap<>();
        private final List<Trial.Tried> inOrder = new ArrayList<>();
        private long decisions;
        private Instant first;
        private Instant last;

        void add(Trial.Tried tried) {
            Trial.Recorded recorded = tried.recorded();
            decisions++;
            first = first == null ? recorded.decidedAt() : first;
            last = recorded.decidedAt();
            transitions[recorded.motion().ordinal()][tried.motion().ordinal()]++;
            rules.computeIfAbsent(recorded.rule(), rule -> new long[2])[0]++;
            rules.computeIfAbsent(tried.rule(), rule -> new long[2])[1]++;
            if (tried.counts()) {
                inOrder.add(tried);
            }
        }

        private void add(Part next) {
            decisions += next.decisions;
            first = first == null ? next.first : first;
            last = next.last == null ? last : next.last;
            for (int i = 0; i < transitions.length; i++) {
                for (int j = 0; j < transitions.length; j++) {
                    transitions[i][j] += next.transitions[i][j];
                }
            }
            next.rules.forEach((rule, counts) -> {
                long[] sums = rules.computeIfAbsent(rule, name -> new long[2]);
                sums[0] += counts[0];
                sums[1] += counts[1];
            });
        }
    }

    private static final class Load {
        private String name;
        private long before;
        private long after;
    }

    private static final class Pool {
        private long before;
        private long after;
        private long slaMinutes;
    }

    /** Counts the decisions that come next, and tells those that move. */
    List<SimulationMove> add(Part part) {
        all.add(part);
        List<SimulationMove> moves = new ArrayList<>();
        for (Trial.Tried tried : part.inOrder) {
            Owner ownerAfter = share(tried);
            if (tried.moves()) {
                moves.add(move(tried, ownerAfter));
            }
        }
        moved += moves.size();
        return moves;
    }

    /** Who gets it, counted. */
    private Owner share(Trial.Tried tried) {
        Owner owner = tried.inTurn() ? assign(tried.pool(), tried.needs()) : tried.owner();
        if (tried.poolBefore() != null) {
            load(tried.recorded().owner()).before++;
            handoffs.computeIfAbsent(tried.poolBefore(), pool -> new Pool()).before++;
        }
        if (tried.pool() != null) {
            load(owner).after++;
            Pool pool = handoffs.computeIfAbsent(tried.pool(), name -> new Pool());
            pool.after++;
            pool.slaMinutes += tried.slaMinutes();
        }
        return owner;
    }

    private static SimulationMove move(Trial.Tried tried, Owner ownerAfter) {
        Trial.Recorded recorded = tried.recorded();
        return new SimulationMove(
                recorded.decisionId(),
                recorded.accountId(),
                recorded.decidedAt(),
                recorded.motion(),
                tried.motion(),
                recorded.rule(),
                tried.rule(),
                tried.poolBefore(),
                tried.pool(),
                id(recorded.owner()),
                id(ownerAfter));
    }

    private Owner assign(String name, Needs needs) {
        StaffedPool pool = pools.get(name);
        return pool == null ? null : pool.shares().next(needs).map(Rep::asOwner).orElse(null);
    }

    private Load load(Owner owner) {
        Load load = owners.computeIfAbsent(owner == null ? QUEUE : owner.id(), id -> new Load());
        load.name = owner == null ? "nobody: it waits" : owner.name();
        return load;
    }

    SimulationResult result(long accountsMoved) {
        List<SimulationResult.Transition> matrix = new ArrayList<>();
        for (Motion before : Motion.values()) {
            for (Motion after : Motion.values()) {
                long count = all.transitions[before.ordinal()][after.ordinal()];
                if (count > 0) {
                    matrix.add(new SimulationResult.Transition(before, after, count));
                }
            }
        }
        return new SimulationResult(
                all.decisions,
                moved,
                accountsMoved,
                matrix,
                new TreeMap<>(all.rules)
                        .entrySet().stream()
                                .map(rule -> new SimulationResult.RuleCount(
                                        rule.getKey(), rule.getValue()[0], rule.getValue()[1]))
                                .toList(),
                owners.entrySet().stream()
                        .map(owner -> new SimulationResult.OwnerLoad(
                                owner.getKey().equals(QUEUE) ? null : owner.getKey(),
                                owner.getValue().name,
                                owner.getValue().before,
                                owner.getValue().after))
                        .sorted(Comparator.comparing(SimulationResult.OwnerLoad::name)
                                .thenComparing(load -> String.valueOf(load.ownerId())))
                        .toList(),
                handoffs.entrySet().stream()
                        .map(pool -> forecast(pool.getKey(), pool.getValue()))
                        .toList(),
                all.first,
                all.last);
    }

    private SimulationResult.PoolForecast forecast(String name, Pool pool) {
        double weeks = all.first == null
                ? 1
                : Math.max(1, Duration.between(all.first, all.last).toMillis() / (double) WEEK.toMillis());
        double perWeek = pool.after / weeks;
        double sla = pool.after == 0 ? 0 : pool.slaMinutes / (double) pool.after;
        StaffedPool today = pools.get(name);
        double waiting = today == null ? perWeek : perWeek * sla / today.minutesAWeek();
        long capacity = today == null ? 0 : today.capacity();
        return new SimulationResult.PoolForecast(
                name, pool.before / weeks, perWeek, sla, waiting, capacity, pool.after == 0 || waiting <= capacity);
    }

    private static UUID id(Owner owner) {
        return owner == null ? null : owner.id();
    }
}

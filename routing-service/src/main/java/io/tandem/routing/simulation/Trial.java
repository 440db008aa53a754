package io.tandem.routing.simulation;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.Needs;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.policy.CompiledPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** One policy tried on one recorded decision. It depends on its arguments alone, so many threads may try at once. */
final class Trial {
    /** The rule's name where nothing would have been decided. */
    static final String NOTHING = "nothing decided";

    private final CompiledPolicy policy;
    private final CompiledPolicy segment;
    private final Map<String, StaffedPool> pools;
    private final Map<String, PoolState> outOfTurn;

    /**
     * @param segment its only rule says which decisions are looked at, or null for all
     * @param pools the pools of today by every name that work may be sent to
     */
    Trial(CompiledPolicy policy, CompiledPolicy segment, Map<String, StaffedPool> pools) {
        this.policy = policy;
        this.segment = segment;
        this.pools = pools;
        Set<String> keepers = policy.policy().namedAccounts().stream()
                .map(Policy.NamedAccounts::owner)
                .filter(Objects::nonNull)
                .map(owner -> owner.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.outOfTurn = pools.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, pool -> pool.getValue()
                .outOfTurn(keepers)));
    }

    /**
     * A decision as it was recorded, without its inputs.
     *
     * @param owner who got it, or null
     * @param pool of the handoff that began with it; null where none did
     */
    record Recorded(
            UUID decisionId, UUID accountId, Instant decidedAt, Motion motion, String rule, Owner owner, String pool) {}

    /**
     * What would have become of it.
     *
     * @param poolBefore of the handoff that began, or its successor; null where none did
     * @param pool of the handoff that would have begun; null where none would
     * @param inTurn whether the pool would have had to find somebody
     * @param owner who would have got it out of turn, for owning or keeping the account, or null
     * @param needs what the pool would have been asked for
     * @param slaMinutes of the handoff that would have begun
     */
    record Tried(
            Recorded recorded,
            Motion motion,
            String rule,
            String poolBefore,
            String pool,
            boolean inTurn,
            Owner owner,
            Needs needs,
            int slaMinutes) {
        boolean moves() {
            return motion != recorded.motion() || pool != null && poolBefore != null && !pool.equals(poolBefore);
        }

        /** Whether it matters what was decided before it, and after. */
        boolean counts() {
            return pool != null || poolBefore != null || moves();
        }
    }

    /** Null where the decision is not of the segment. */
    Tried on(Recorded recorded, RoutingInputs inputs) {
        if (segment != null && !Routing.matches(segment.policy(), inputs, segment)) {
            return null;
        }
        return Routing.outline(
                        policy.policy(),
                        inputs,
                        policy,
                        pool -> outOfTurn.getOrDefault(pool, new PoolState(new Ledger(pool, 0, List.of()), List.of())))
                .map(result -> tried(recorded, result))
                .orElseGet(() -> undecided(recorded, inputs.account().motion()));
    }

    private Tried tried(Recorded recorded, Routing.Routed result) {
        Routing.Outcome outcome = result.outcome();
        return new Tried(
                recorded,
                outcome.motion(),
                outcome.rule(),
                taker(recorded.pool()),
                outcome.opensHandoff() ? taker(outcome.pool()) : null,
                result.pool() != null && outcome.owner() == null,
                outcome.owner(),
                result.needs(),
                outcome.slaMinutes());
    }

    /** The account goes on as it is. */
    private Tried undecided(Recorded recorded, Motion present) {
        return new Tried(
                recorded,
                present == null ? Motion.SELF_SERVE : present,
                NOTHING,
                taker(recorded.pool()),
                null,
                false,
                null,
                Needs.NONE,
                0);
    }

    private String taker(String pool) {
        StaffedPool today = pool == null ? null : pools.get(pool);
        return today == null ? pool : today.name();
    }
}

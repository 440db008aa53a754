package io.tandem.routing.domain;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One whole decision: the policy's choice, then who takes care. No clock and no chance takes part in it. */
public final class Routing {
    private Routing() {}

    /** @param pools asked at most once, and only when somebody has to be found */
    public static Optional<Routed> decide(
            Policy policy, RoutingInputs inputs, Conditions conditions, Function<String, PoolState> pools) {
        Choice choice = RoutingPolicy.apply(policy, inputs, conditions);
        boolean starts = choice.motion().hasHuman() && !choice.quiet() && !inputs.meetsHumanAlready();
        if (inputs.isOfThePast()) {
            String how = "nobody: the signup was imported, and nobody waits for an answer";
            return inputs.isSignup() && inputs.account().motion() == null
                    ? Optional.of(new Routed(outcome(choice, inputs, null, how, false, null), null, null))
                    : Optional.empty();
        }
        if (!inputs.isSignup() && !starts) {
            return Optional.empty();
        }
        if (!choice.motion().hasHuman()) {
            String how = choice.motion() == Motion.NURTURE
                    ? "nobody: sales does not lead with this contact"
                    : "nobody: self-serve";
            return Optional.of(new Routed(outcome(choice, inputs, null, how, false, null), null, null));
        }
        RoutingInputs.OpenHandoff open = inputs.account().handoff();
        if (open != null) {
            String how = open.owner() == null
                    ? "nobody yet: the open handoff waits in the queue"
                    : open.owner().name() + " holds the open handoff";
            return Optional.of(new Routed(outcome(choice, inputs, open.owner(), how, false, null), null, null));
        }
        if (inputs.relationship().hasAvailableOwner()) {
            Owner owner = inputs.relationship().owner();
            String how = owner.name() + " owns the account";
            return Optional.of(new Routed(outcome(choice, inputs, owner, how, !choice.quiet(), null), null, null));
        }
        if (choice.quiet()) {
            String how = "nobody: this contact alone brings no human in";
            return Optional.of(new Routed(outcome(choice, inputs, null, how, false, null), null, null));
        }
        PoolState pool = pools.apply(choice.pool());
        return Optional.of(keep(choice, inputs, pool).orElseGet(() -> assign(choice, inputs, pool)));
    }

    /** Whoever the policy names for the account goes before the others of the pool, as an owner does. */
    private static Optional<Routed> keep(Choice choice, RoutingInputs inputs, PoolState pool) {
        return pool.reps().stream()
                .filter(rep -> rep.active() && rep.email().equalsIgnoreCase(choice.keeper()))
                .findFirst()
                .map(rep -> {
                    String how = rep.name() + " takes care of the accounts that the policy names";
                    return new Routed(outcome(choice, inputs, rep.asOwner(), how, true, null), null, pool);
                });
    }

    private static Routed assign(Choice choice, RoutingInputs inputs, PoolState pool) {
        Optional<FairAssignment.Assignment> assigned = FairAssignment.assign(pool.ledger(), pool.reps());
        if (assigned.isEmpty()) {
            String how = "nobody yet: no rep of pool " + choice.pool() + " is active and below capacity";
            long position = pool.ledger().sequence();
            return new Routed(outcome(choice, inputs, null, how, true, position), null, pool);
        }
        Ledger after = assigned.get().after();
        Owner owner = nameOf(assigned.get().repId(), pool.reps()).asOwner();
        String how = owner.name() + " has the largest shortfall in pool " + choice.pool() + ": "
                + shortfalls(assigned.get(), pool.reps());
        return new Routed(outcome(choice, inputs, owner, how, true, after.sequence()), after, pool);
    }

    private static String shortfalls(FairAssignment.Assignment assignment, List<Rep> reps) {
        return assignment.shortfalls().entrySet().stream()
                .sorted((a, b) -> b.getValue().compareTo(a.getValue()))
                .limit(5)
                .map(entry -> nameOf(entry.getKey(), reps).name() + " "
                        + entry.getValue().setScale(2, RoundingMode.HALF_EVEN).toPlainString())
                .collect(Collectors.joining(", "));
    }

    private static Rep nameOf(UUID id, List<Rep> reps) {
        return reps.stream().filter(rep -> rep.id().equals(id)).findFirst().orElseThrow();
    }

    private static Outcome outcome(
            Choice choice, RoutingInputs inputs, Owner owner, String how, boolean opensHandoff, Long position) {
        return new Outcome(
                choice.motion(),
                choice.rule(),
                choice.reason(),
                choice.reasons(),
                owner,
                how,
                nextStep(choice, inputs, owner),
                opensHandoff,
                choice.pool(),
                choice.slaMinutes(),
                position,
                choice.acv(),
                choice.trace());
    }

    private static String nextStep(Choice choice, RoutingInputs inputs, Owner owner) {
        if (choice.quiet()) {
            return "START_PRODUCT";
        }
        Motion motion = choice.motion();
        if (motion == Motion.SALES_LED && owner != null) {
            return "BOOK_MEETING";
        }
        boolean asked = inputs.signup() != null && inputs.signup().talkToSales();
        return motion.hasHuman() && (asked || motion != Motion.SALES_ASSIST) ? "EXPECT_CONTACT" : "START_PRODUCT";
    }

    /**
     * What was decided. Two decisions on the same inputs have equal outcomes.
     *
     * @param owner who takes care, or null (self-serve, or queued)
     * @param ownerBecause how the owner was found
     * @param nextStep {@code START_PRODUCT}, {@code EXPECT_CONTACT} or {@code BOOK_MEETING}
     * @param opensHandoff whether a handoff begins with this decision
     * @param ledgerPosition the pool's position after the decision, null where the pool was not asked
     */
    public record Outcome(
            Motion motion,
            String rule,
            String reason,
            List<String> reasons,
            Owner owner,
            String ownerBecause,
            String nextStep,
            boolean opensHandoff,
            String pool,
            int slaMinutes,
            Long ledgerPosition,
            AcvEstimate acv,
            List<TraceStep> trace) {}

    /**
     * An outcome and what it was assigned from.
     *
     * @param ledger to be stored, or null when nothing was assigned from a pool
     * @param pool as it was found, or null when it was not asked
     */
    public record Routed(Outcome outcome, Ledger ledger, PoolState pool) {}
}

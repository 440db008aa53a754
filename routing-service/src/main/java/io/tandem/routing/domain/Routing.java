package io.tandem.routing.domain;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One whole decision: the policy's choice, then who takes care. No clock and no chance takes part in it. */
public final class Routing {
    private Routing() {}

    /** @param pools asked at most once, and only when somebody has to be found */
    public static Optional<Routed> decide(
            Policy policy, RoutingInputs inputs, Conditions conditions, Function<String, PoolState> pools) {
        return decide(RoutingPolicy.apply(policy, inputs, conditions), inputs, pools);
    }

    /** The same decision without its reasons and its trace, many times faster. */
    public static Optional<Routed> outline(
            Policy policy, RoutingInputs inputs, Conditions conditions, Function<String, PoolState> pools) {
        return decide(RoutingPolicy.applyUntraced(policy, inputs, conditions), inputs, pools);
    }

    /** Whether any rule matches, such as the only one of a policy that stands for a part of the history. */
    public static boolean matches(Policy policy, RoutingInputs inputs, Conditions conditions) {
        return !RoutingPolicy.applyUntraced(policy, inputs, conditions).rule().equals(RoutingPolicy.NO_RULE);
    }

    private static Optional<Routed> decide(Choice choice, RoutingInputs inputs, Function<String, PoolState> pools) {
        boolean starts = choice.motion().hasHuman() && !choice.quiet() && !inputs.meetsHumanAlready();
        if (inputs.isOfThePast()) {
            String how = "nobody: the signup was imported, and nobody waits for an answer";
            return inputs.isSignup() && inputs.account().motion() == null
                    ? Optional.of(new Routed(outcome(choice, inputs, null, how, false, null)))
                    : Optional.empty();
        }
        if (!inputs.isSignup() && !starts) {
            return Optional.empty();
        }
        if (!choice.motion().hasHuman()) {
            String how = choice.motion() == Motion.NURTURE
                    ? "nobody: sales does not lead with this contact"
                    : "nobody: self-serve";
            return Optional.of(new Routed(outcome(choice, inputs, null, how, false, null)));
        }
        RoutingInputs.OpenHandoff open = inputs.account().handoff();
        if (open != null) {
            String how = open.owner() == null
                    ? "nobody yet: the open handoff waits in the queue"
                    : open.owner().name() + " holds the open handoff";
            return Optional.of(new Routed(outcome(choice, inputs, open.owner(), how, false, null)));
        }
        if (inputs.relationship().hasAvailableOwner()) {
            Owner owner = inputs.relationship().owner();
            String how = owner.name() + " owns the account";
            return Optional.of(new Routed(outcome(choice, inputs, owner, how, !choice.quiet(), null)));
        }
        if (choice.quiet()) {
            String how = "nobody: this contact alone brings no human in";
            return Optional.of(new Routed(outcome(choice, inputs, null, how, false, null)));
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
                    Choice asked = choice.in(pool.ledger().pool(), List.of());
                    return new Routed(outcome(asked, inputs, rep.asOwner(), how, true, null), null, pool, Needs.NONE);
                });
    }

    private static Routed assign(Choice choice, RoutingInputs inputs, PoolState pool) {
        Needs needs = Needs.of(choice.needs(), inputs.signup());
        PoolAssignment.Result result = PoolAssignment.assign(pool, needs, Set.of());
        Owner owner = result.rep() == null ? null : result.rep().asOwner();
        Choice asked = choice.in(pool.ledger().pool(), fallback(result));
        Long position = result.after().sequence();
        Outcome outcome = outcome(asked, inputs, owner, result.because(), true, position);
        return new Routed(outcome, owner == null ? null : result.after(), pool, needs);
    }

    private static List<TraceStep> fallback(PoolAssignment.Result result) {
        String says = "Who brings what the account needs is asked first";
        return result.fallback() == null
                ? List.of()
                : List.of(new TraceStep("needs", says, TraceStep.Result.ADJUSTED, result.fallback()));
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
            List<TraceStep> trace) {

        Outcome with(List<TraceStep> steps) {
            return new Outcome(
                    motion,
                    rule,
                    reason,
                    reasons,
                    owner,
                    ownerBecause,
                    nextStep,
                    opensHandoff,
                    pool,
                    slaMinutes,
                    ledgerPosition,
                    acv,
                    steps);
        }
    }

    /**
     * An outcome and what it was assigned from.
     *
     * @param ledger to be stored, or null when nothing was assigned from a pool
     * @param pool as it was found, or null when it was not asked
     * @param needs what was asked of the pool's reps: who waits in the queue goes on to ask for it
     */
    public record Routed(Outcome outcome, Ledger ledger, PoolState pool, Needs needs) {
        private Routed(Outcome outcome) {
            this(outcome, null, null, Needs.NONE);
        }
    }
}

package io.tandem.routing.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What a decision was made from and what it was, stored with it so that it can be explained and made again.
 *
 * @param brief the outcome without what its policy says itself: the rules' descriptions, and the rules that were not reached.
 *     A policy that was published never changes
 * @param pool as it was found, or null where none was asked
 */
public record DecisionContent(RoutingInputs inputs, Routing.Outcome brief, PoolState pool) {

    public static DecisionContent of(Policy policy, RoutingInputs inputs, Routing.Routed routed) {
        Routing.Outcome outcome = routed.outcome();
        List<Policy.Rule> rules = policy.rules();
        List<TraceStep> told = new ArrayList<>();
        for (int i = 0; i < outcome.trace().size(); i++) {
            TraceStep step = outcome.trace().get(i);
            // Only what is word by word what the policy says: a step that were not is kept as it is.
            if (i >= rules.size() || !step.isOf(rules.get(i))) {
                told.add(step);
            } else if (!step.equals(TraceStep.notReached(rules.get(i), outcome.rule()))) {
                told.add(step.describedAs(null));
            }
        }
        return new DecisionContent(inputs, outcome.with(told), routed.pool());
    }

    /** @param policy by which it was made */
    public Routing.Outcome outcome(Policy policy) {
        List<TraceStep> told = brief.trace();
        List<TraceStep> whole = new ArrayList<>();
        int next = 0;
        for (Policy.Rule rule : policy.rules()) {
            TraceStep step = next < told.size() ? told.get(next) : null;
            if (step == null
                    || step.result() == TraceStep.Result.ADJUSTED
                    || !step.rule().equals(rule.name())) {
                whole.add(TraceStep.notReached(rule, brief.rule()));
            } else {
                whole.add(step.description() == null ? step.describedAs(rule.description()) : step);
                next++;
            }
        }
        whole.addAll(told.subList(next, told.size()));
        return brief.with(List.copyOf(whole));
    }
}

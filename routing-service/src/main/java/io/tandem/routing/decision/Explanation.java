package io.tandem.routing.decision;

import io.tandem.routing.domain.Facts;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.domain.RoutingPolicy;
import io.tandem.routing.domain.Situation;
import io.tandem.routing.domain.TraceStep;
import io.tandem.routing.domain.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A decision in a few sentences: what, by which rule, why not by one before it, who got it and why that person. */
final class Explanation {
    /** More rules than these are counted, not told; the trace has them all. */
    private static final int TOLD = 5;

    private Explanation() {}

    static String of(Policy policy, Clauses clauses, RoutingInputs inputs, Routing.Outcome outcome) {
        List<String> sentences = new ArrayList<>();
        sentences.add(what(inputs, outcome));
        sentences.add(whichRule(policy, clauses, inputs, outcome));
        outcome.trace().stream()
                .filter(step -> step.result() == TraceStep.Result.ADJUSTED)
                .forEach(step -> sentences.add(step.description() + ": " + step.because()));
        sentences.add(who(outcome));
        return sentences.stream().map(sentence -> sentence + ".").collect(Collectors.joining(" "));
    }

    private static String what(RoutingInputs inputs, Routing.Outcome outcome) {
        String account = inputs.account().name() == null
                ? "The account"
                : inputs.account().name();
        return account + " is " + Facts.motion(outcome.motion()) + ": " + outcome.reason();
    }

    private static String whichRule(Policy policy, Clauses clauses, RoutingInputs inputs, Routing.Outcome outcome) {
        Map<String, Object> variables = Variables.of(Situation.of(policy, inputs));
        Map<String, Policy.Rule> rules = new LinkedHashMap<>();
        policy.rules().forEach(rule -> rules.put(rule.name(), rule));
        List<String> passedOver = new ArrayList<>();
        for (TraceStep step : outcome.trace()) {
            if (step.result() == TraceStep.Result.NOT_MATCHED) {
                passedOver.add(step.rule() + " (" + facts(clauses, rules.get(step.rule()), variables) + ")");
            } else if (step.result() == TraceStep.Result.FAILED) {
                passedOver.add(step.rule() + " (its condition could not be evaluated)");
            }
        }
        String before = passedOver.isEmpty()
                ? ""
                : "; before it did not match: "
                        + String.join(", ", passedOver.stream().limit(TOLD).toList())
                        + (passedOver.size() > TOLD ? " and " + (passedOver.size() - TOLD) + " more" : "");
        Policy.Rule decider = rules.get(outcome.rule());
        if (decider == null) {
            return "No rule of policy " + policy.version() + " matched"
                    + before.replace("before it did not match", "not matched were");
        }
        String because = facts(clauses, decider, variables);
        return "Rule " + decider.name() + " of policy " + policy.version() + " decided"
                + (because.isEmpty() ? ", which always matches" : " because " + because) + before;
    }

    private static String facts(Clauses clauses, Policy.Rule rule, Map<String, Object> variables) {
        return clauses.pathsThatMattered(rule, variables).stream()
                .map(path -> Facts.inWords(path, RoutingPolicy.valueAt(path, variables)))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private static String who(Routing.Outcome outcome) {
        String how = outcome.ownerBecause();
        if (outcome.owner() == null) {
            return Character.toUpperCase(how.charAt(0)) + how.substring(1);
        }
        String position = outcome.ledgerPosition() == null
                ? ""
                : " (number " + outcome.ledgerPosition() + " that this pool assigned)";
        return outcome.owner().name() + (outcome.opensHandoff() ? " gets it: " : " keeps it: ") + how + position;
    }
}

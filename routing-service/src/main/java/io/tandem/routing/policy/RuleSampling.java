package io.tandem.routing.policy;

import dev.cel.runtime.CelEvaluationException;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.domain.RoutingPolicy;
import io.tandem.routing.domain.Situation;
import io.tandem.routing.domain.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which rules match what, tried out on inputs at the boundaries of what the conditions ask for: first some for all
 * rules, then more for each rule that has not decided anything yet. The same policy gives the same answer each time.
 */
final class RuleSampling {
    private static final int FOR_ALL = 2_000;
    private static final int FOR_EACH = 1_500;
    private static final int NAMED = 6;

    private final Policy policy;
    private final CompiledPolicy compiled;
    private final Set<String> deciders = new TreeSet<>();
    private final Map<String, Set<String>> takenBy = new HashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private String gap;

    private RuleSampling(Policy policy) {
        this.policy = policy;
        compiled = CompiledPolicy.of(policy);
    }

    static RuleSampling of(Policy policy) {
        RuleSampling sampling = new RuleSampling(policy);
        Random random = new Random(7);
        SampleInputs all = new SampleInputs(policy, Constants.of(policy), random);
        for (int i = 0; i < FOR_ALL; i++) {
            sampling.tryOut(all.next());
        }
        for (Policy.Rule rule : policy.rules()) {
            SampleInputs focused = new SampleInputs(policy, Constants.of(policy, List.of(rule)), random);
            for (int i = 0; i < FOR_EACH && !sampling.deciders.contains(rule.name()); i++) {
                sampling.tryOut((i % 2 == 0 ? focused : all).next());
            }
        }
        return sampling;
    }

    boolean decides(Policy.Rule rule) {
        return deciders.contains(rule.name());
    }

    /** The rules that decided where this one would have matched; empty if it matched nothing. */
    Set<String> takenBy(Policy.Rule rule) {
        return takenBy.getOrDefault(rule.name(), Set.of());
    }

    /** How the evaluation of the rule's condition failed, or null if it never did. */
    String failure(Policy.Rule rule) {
        return failures.get(rule.name());
    }

    /** An input that no rule matches, in words, or null if none was found. */
    String gap() {
        return gap;
    }

    private void tryOut(RoutingInputs inputs) {
        Map<String, Object> variables = Variables.of(Situation.of(policy, inputs));
        String decider = null;
        for (Policy.Rule rule : policy.rules()) {
            if (decider != null && deciders.contains(rule.name()) || !matches(rule, variables)) {
                continue;
            }
            if (decider == null) {
                decider = rule.name();
                deciders.add(decider);
            } else {
                takenBy.computeIfAbsent(rule.name(), none -> new TreeSet<>()).add(decider);
            }
        }
        if (decider == null && gap == null) {
            gap = words(variables);
        }
    }

    private boolean matches(Policy.Rule rule, Map<String, Object> variables) {
        try {
            return compiled.evaluate(rule, variables);
        } catch (CelEvaluationException failure) {
            failures.putIfAbsent(rule.name(), failure.getMessage());
            return false;
        }
    }

    private String words(Map<String, Object> variables) {
        List<String> paths = new ArrayList<>(compiled.paths());
        return paths.stream()
                .filter(path -> !path.equals("signals"))
                .limit(NAMED)
                .map(path -> path + " is " + RoutingPolicy.valueAt(path, variables))
                .collect(Collectors.joining(", "));
    }
}

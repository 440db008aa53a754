package io.tandem.routing.policy;

import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.tandem.routing.domain.Conditions;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.RoutingPolicy;
import io.tandem.routing.domain.Variables;
import io.tandem.routing.domain.VariablesOfOne;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A policy with its conditions compiled. Immutable, so all threads share it. */
public final class CompiledPolicy implements Conditions {
    private static final Pattern PATH =
            Pattern.compile("(?<![\\w.'\"])(?:signup|account|score|relationship)\\.\\w+|(?<![\\w.'\"])signals\\b");

    private final Policy policy;
    private final Map<String, Condition> conditions;

    private CompiledPolicy(Policy policy, Map<String, Condition> conditions) {
        this.policy = policy;
        this.conditions = conditions;
    }

    /** @throws IllegalArgumentException naming the rule whose condition is not a CEL condition */
    public static CompiledPolicy of(Policy policy) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        for (Policy.Rule rule : policy.rules()) {
            if (conditions.put(rule.name(), Condition.of(rule)) != null) {
                throw new IllegalArgumentException("two rules are named " + rule.name());
            }
        }
        return new CompiledPolicy(policy, conditions);
    }

    /** The variables that the conditions name, in the order in which they do. */
    List<String> paths() {
        return conditions.values().stream()
                .flatMap(condition -> condition.looksAt().stream())
                .map(Path::text)
                .distinct()
                .toList();
    }

    public Policy policy() {
        return policy;
    }

    @Override
    public Verdict test(Policy.Rule rule, Map<String, Object> variables) {
        return conditions.get(rule.name()).test(variables);
    }

    @Override
    public boolean holds(Policy.Rule rule, Map<String, Object> variables) {
        try {
            return evaluate(rule, variables);
        } catch (CelEvaluationException failure) {
            return false;
        }
    }

    boolean evaluate(Policy.Rule rule, Map<String, Object> variables) throws CelEvaluationException {
        return conditions.get(rule.name()).holds(variables);
    }

    /**
     * A variable such as {@code account.acv}.
     *
     * @param field null for the signals
     */
    private record Path(String text, Variables.Field field) {
        static Path of(String text) {
            String[] names = text.split("\\.");
            return new Path(
                    text,
                    names.length == 1
                            ? null
                            : Variables.STRUCTURES.get(names[0]).get(names[1]));
        }

        Object valueIn(Map<String, Object> variables) {
            if (field != null && variables instanceof VariablesOfOne one) {
                return one.valueOf(field);
            }
            return field == null ? variables.get(text) : RoutingPolicy.valueAt(text, variables);
        }
    }

    /**
     * One condition.
     *
     * @param direct null where only the library can tell
     * @param looksAt the variables that the condition names, to say why it held or not
     */
    private record Condition(CelRuntime.Program program, DirectCondition direct, List<Path> looksAt) {
        static Condition of(Policy.Rule rule) {
            try {
                String condition = rule.condition();
                CelRuntime.Program program = PolicyLanguage.program(PolicyLanguage.checked(condition));
                List<Path> looksAt = PATH.matcher(condition)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .map(Path::of)
                        .toList();
                return new Condition(program, DirectCondition.of(condition).orElse(null), looksAt);
            } catch (CelValidationException | CelEvaluationException e) {
                throw new IllegalArgumentException("rule " + rule.name() + ": " + e.getMessage(), e);
            }
        }

        Verdict test(Map<String, Object> variables) {
            try {
                return new Verdict(holds(variables), because(variables), null);
            } catch (CelEvaluationException e) {
                return new Verdict(false, because(variables), e.getMessage());
            }
        }

        boolean holds(Map<String, Object> variables) throws CelEvaluationException {
            Boolean answer = direct == null ? null : direct.test(variables);
            return answer != null ? answer : Boolean.TRUE.equals(program.eval(variables));
        }

        /** Every rule of every decision is told like this, so it is put together without detours. */
        private String because(Map<String, Object> variables) {
            if (looksAt.isEmpty()) {
                return "always";
            }
            StringBuilder because = new StringBuilder();
            for (Path path : looksAt) {
                because.append(because.isEmpty() ? "" : ", ")
                        .append(path.text())
                        .append(" is ")
                        .append(shown(path.valueIn(variables)));
            }
            return because.toString();
        }

        private static String shown(Object value) {
            if (value instanceof List<?> signals) {
                return signals.stream()
                        .map(signal -> String.valueOf(((Map<?, ?>) signal).get("name")))
                        .collect(Collectors.joining(", ", "[", "]"));
            }
            return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
        }
    }
}

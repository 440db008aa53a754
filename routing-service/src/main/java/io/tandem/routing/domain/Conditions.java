package io.tandem.routing.domain;

import java.util.Map;

/** Answers whether the condition of a rule holds. Must depend on its arguments alone. */
@FunctionalInterface
public interface Conditions {
    Verdict test(Policy.Rule rule, Map<String, Object> variables);

    /** Whether it holds, without saying why. */
    default boolean holds(Policy.Rule rule, Map<String, Object> variables) {
        return test(rule, variables).matched();
    }

    /**
     * Whether a condition holds, and why.
     *
     * @param error null unless the condition could not be evaluated; it then counts as not matched
     */
    record Verdict(boolean matched, String because, String error) {}
}

package io.tandem.scoring.domain;

import java.util.Map;

/** Answers whether a condition of a model holds. Must depend on its arguments alone. */
@FunctionalInterface
public interface Conditions {
    /**
     * @param condition as the model has it; null holds always
     * @param variables by their qualified names, such as {@code account.name}
     * @return false also for a condition that cannot be evaluated for these values
     */
    boolean hold(String condition, Map<String, ?> variables);
}

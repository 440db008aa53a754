package io.tandem.routing.domain;

import java.util.Objects;

/** What happened to one rule in a decision. */
public record TraceStep(String rule, String description, Result result, String because) {
    public enum Result {
        MATCHED,
        NOT_MATCHED,
        /** The condition could not be evaluated, so the rule did not match. */
        FAILED,
        /** An earlier rule had decided. */
        NOT_REACHED,
        /** Something that every policy keeps to changed what the rule said. */
        ADJUSTED
    }

    static TraceStep notReached(Policy.Rule rule, String decider) {
        return new TraceStep(rule.name(), rule.description(), Result.NOT_REACHED, "rule " + decider + " had decided");
    }

    boolean isOf(Policy.Rule asked) {
        return result != Result.ADJUSTED
                && rule.equals(asked.name())
                && Objects.equals(description, asked.description());
    }

    TraceStep describedAs(String other) {
        return new TraceStep(rule, other, result, because);
    }
}

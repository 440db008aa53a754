package io.tandem.routing.domain;

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
}

package io.tandem.scoring.domain.prediction;

/** What a model predicts. */
public enum Target {
    /** An account that pays nothing yet begins to. */
    CONVERSION("conversions"),
    /** A paying account ceases to pay. */
    CHURN("cancellations");

    private final String events;

    Target(String events) {
        this.events = events;
    }

    /** What is counted, in words. */
    public String events() {
        return events;
    }
}

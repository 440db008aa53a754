package io.tandem.crm.domain;

import io.tandem.contracts.OpportunityAdvanced.Outcome;

/** How far a sale has come. */
public enum OpportunityStage {
    DISCOVERY("Discovery"),
    DEMO("Demo"),
    TECHNICAL_EVALUATION("Technical evaluation"),
    BUSINESS_CASE("Business case"),
    PROCUREMENT("Procurement"),
    /** Won or lost. */
    CLOSE("Close");

    private final String words;

    OpportunityStage(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** The stage in words, and what became of the sale where it is closed. */
    public String words(Outcome outcome) {
        return switch (outcome) {
            case OPEN -> words;
            case WON -> "Closed won";
            case LOST -> "Closed lost";
        };
    }

    /** The stage that comes after this one, or null. */
    public OpportunityStage next() {
        return this == CLOSE ? null : values()[ordinal() + 1];
    }
}

package io.tandem.crm.domain;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import java.util.Arrays;
import java.util.Optional;

/** How far a sale is, as CRMs tell it: at an open stage, or how it ended. */
public enum SaleStage {
    DISCOVERY(OpportunityStage.DISCOVERY, Outcome.OPEN),
    DEMO(OpportunityStage.DEMO, Outcome.OPEN),
    TECHNICAL_EVALUATION(OpportunityStage.TECHNICAL_EVALUATION, Outcome.OPEN),
    BUSINESS_CASE(OpportunityStage.BUSINESS_CASE, Outcome.OPEN),
    PROCUREMENT(OpportunityStage.PROCUREMENT, Outcome.OPEN),
    WON(OpportunityStage.CLOSE, Outcome.WON),
    LOST(OpportunityStage.CLOSE, Outcome.LOST);

    private final OpportunityStage stage;
    private final Outcome outcome;

    SaleStage(OpportunityStage stage, Outcome outcome) {
        this.stage = stage;
        this.outcome = outcome;
    }

    public static Optional<SaleStage> of(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }

    public OpportunityStage stage() {
        return stage;
    }

    public Outcome outcome() {
        return outcome;
    }

    public boolean isOpen() {
        return outcome == Outcome.OPEN;
    }
}

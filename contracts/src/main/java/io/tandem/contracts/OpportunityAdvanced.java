package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * A deal with an account is new, moved to another stage, changed its amount, was closed or opened again: its present
 * state. Topic {@code relationships.v1}.
 *
 * @param stage in the CRM's own words, such as {@code Negotiation}
 * @param amount null while nobody has said
 * @param closedAt when it was won or lost, the same in every later event until it is opened again; null while it is open
 * @param advancedAt of two events of one opportunity the later holds
 */
public record OpportunityAdvanced(
        UUID accountId,
        UUID opportunityId,
        String stage,
        Outcome outcome,
        Money amount,
        Instant closedAt,
        Instant advancedAt)
        implements Event.OfAccount {

    /** What became of an opportunity. */
    public enum Outcome {
        OPEN,
        WON,
        LOST
    }
}

package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * The present state of an account's relationship as people keep it. Topic {@code relationships.v1}.
 *
 * @param owner who holds the relationship, or null
 * @param ownerSetByHuman true once a person chose the owner: no machine overwrites it
 * @param stage {@code PROSPECT}, {@code CUSTOMER} or {@code FORMER}
 * @param openOpportunity people are at work on a sale; false in what was told before this was
 * @param health how the relationship stands, from 0, the worst, to 100; null until it was worked out
 */
public record RelationshipChanged(
        UUID accountId,
        Owner owner,
        boolean ownerSetByHuman,
        String stage,
        Instant changedAt,
        boolean openOpportunity,
        Integer health)
        implements Event.OfAccount {

    /** Of an account without an open opportunity, and of which nobody has worked out how it stands. */
    public RelationshipChanged(UUID accountId, Owner owner, boolean ownerSetByHuman, String stage, Instant changedAt) {
        this(accountId, owner, ownerSetByHuman, stage, changedAt, false, null);
    }
}

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
 */
public record RelationshipChanged(
        UUID accountId, Owner owner, boolean ownerSetByHuman, String stage, Instant changedAt, boolean openOpportunity)
        implements Event.OfAccount {

    /** Of an account without an open opportunity. */
    public RelationshipChanged(UUID accountId, Owner owner, boolean ownerSetByHuman, String stage, Instant changedAt) {
        this(accountId, owner, ownerSetByHuman, stage, changedAt, false);
    }
}

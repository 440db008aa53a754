package io.tandem.crm.relationship;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.crm.account.Account;
import io.tandem.crm.domain.Stage;
import java.time.Instant;
import java.util.UUID;

/**
 * A relationship as it stands in the list.
 *
 * @param health from 0 to 100, or null until it was worked out
 * @param mergedInto the account that this one is part of, or null
 */
record RelationshipSummaryView(
        UUID accountId,
        String name,
        String domain,
        Motion motion,
        Stage stage,
        Owner owner,
        boolean ownerSetByHuman,
        ScoreView score,
        Instant createdAt,
        Instant updatedAt,
        UUID mergedInto,
        Integer health) {
    static RelationshipSummaryView from(Relationship relationship, Account account, UUID mergedInto) {
        return new RelationshipSummaryView(
                relationship.accountId(),
                account == null ? null : account.name(),
                account == null ? null : account.domain(),
                relationship.motion(),
                relationship.stage(),
                relationship.owner(),
                relationship.ownerSetByHuman(),
                ScoreView.from(account),
                relationship.since(),
                RelationshipView.lastUpdate(relationship.updatedAt(), account),
                mergedInto,
                relationship.health());
    }
}

package io.tandem.crm.relationship;

import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.crm.account.Account;
import io.tandem.crm.account.Stakeholder;
import io.tandem.crm.domain.Stage;
import io.tandem.crm.timeline.TimelineEntryView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The whole relationship record.
 *
 * @param name null, like domain and score, until the account's score has arrived
 * @param ownerSetByHuman true once a person chose the owner; no machine changes it then
 * @param version to be sent with a change that shall only happen if nobody else changed the record meanwhile
 * @param timeline the newest entries
 * @param firmographics what is known of the company from elsewhere than its people, and where from, or null
 * @param mergedInto the account that this one is part of, whose record shows this one's people and timeline too; or null
 * @param members the accounts that count as part of this one
 */
record RelationshipView(
        UUID accountId,
        String name,
        String domain,
        Motion motion,
        Stage stage,
        Owner owner,
        boolean ownerSetByHuman,
        ScoreView score,
        List<StakeholderView> stakeholders,
        HandoffView handoff,
        List<TimelineEntryView> timeline,
        Instant createdAt,
        Instant updatedAt,
        long version,
        Firmographics firmographics,
        UUID mergedInto,
        List<UUID> members) {
    static RelationshipView from(
            Family relationship,
            UUID mergedInto,
            List<UUID> members,
            Account account,
            List<Stakeholder> stakeholders,
            Handoff handoff,
            List<TimelineEntryView> timeline) {
        return new RelationshipView(
                relationship.accountId(),
                account == null ? null : account.name(),
                account == null ? null : account.domain(),
                relationship.motion(),
                relationship.stage(),
                relationship.owner(),
                relationship.ownerSetByHuman(),
                ScoreView.from(account),
                stakeholders.stream().map(StakeholderView::from).toList(),
                handoff == null ? null : HandoffView.from(handoff),
                timeline,
                relationship.since(),
                lastUpdate(relationship.updatedAt(), account),
                relationship.version(),
                account == null ? null : account.firmographics(),
                mergedInto,
                members);
    }

    static Instant lastUpdate(Instant updated, Account account) {
        return account != null && account.scoredAt().isAfter(updated) ? account.scoredAt() : updated;
    }
}

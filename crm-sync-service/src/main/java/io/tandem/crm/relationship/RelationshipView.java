package io.tandem.crm.relationship;

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
        long version) {
    static RelationshipView from(
            Relationship relationship,
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
                lastUpdate(relationship, account),
                relationship.version());
    }

    static Instant lastUpdate(Relationship relationship, Account account) {
        Instant updated = relationship.updatedAt();
        return account != null && account.scoredAt().isAfter(updated) ? account.scoredAt() : updated;
    }
}

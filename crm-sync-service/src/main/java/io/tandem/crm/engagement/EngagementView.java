package io.tandem.crm.engagement;

import io.tandem.crm.domain.EngagementStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An engagement.
 *
 * @param proposalId the accepted proposal that opened it, or null
 * @param lateMilestones how many milestones are not there although their day is over
 * @param version to be sent with a change that shall only happen if nobody else changed the engagement meanwhile
 */
public record EngagementView(
        UUID id,
        UUID accountId,
        UUID proposalId,
        EngagementStatus status,
        EngagementPlan plan,
        int lateMilestones,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    static EngagementView from(Engagement engagement, LocalDate today) {
        EngagementPlan plan = engagement.plan();
        return new EngagementView(
                engagement.id(),
                engagement.accountId(),
                engagement.proposalId(),
                engagement.status(),
                plan,
                (int) plan.milestones().stream()
                        .filter(milestone -> milestone.isLate(today))
                        .count(),
                engagement.createdAt(),
                engagement.updatedAt(),
                engagement.version());
    }
}

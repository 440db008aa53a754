package io.tandem.crm.opportunity;

import io.tandem.contracts.Money;
import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.domain.ForecastCategory;
import io.tandem.crm.domain.OpportunityStage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * An opportunity. Its owner is the owner of the relationship.
 *
 * @param stageWords the stage in the words of where it was entered: ours, or the CRM's
 * @param confirmed keys of the entry criteria that somebody confirmed
 * @param closeReason why it was lost, or won; or null
 * @param version to be sent with a change that shall only happen if nobody else changed the opportunity meanwhile
 */
public record OpportunityView(
        UUID id,
        UUID accountId,
        String name,
        OpportunityStage stage,
        String stageWords,
        Outcome outcome,
        Money amount,
        LocalDate closeDate,
        ForecastCategory forecastCategory,
        List<String> confirmed,
        String closeReason,
        Instant stageSince,
        Instant closedAt,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    static OpportunityView from(Opportunity opportunity) {
        return new OpportunityView(
                opportunity.id(),
                opportunity.accountId(),
                opportunity.name(),
                opportunity.stage(),
                opportunity.stageWords(),
                opportunity.outcome(),
                opportunity.amount(),
                opportunity.closeDate(),
                opportunity.forecastCategory(),
                opportunity.confirmed(),
                opportunity.closeReason(),
                opportunity.stageSince(),
                opportunity.closedAt(),
                opportunity.createdAt(),
                opportunity.updatedAt(),
                opportunity.version());
    }
}

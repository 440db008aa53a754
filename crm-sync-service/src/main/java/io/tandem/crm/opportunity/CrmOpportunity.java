package io.tandem.crm.opportunity;

import io.tandem.contracts.Money;
import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.domain.ForecastCategory;
import io.tandem.crm.domain.OpportunityStage;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An opportunity as people keep it in a CRM.
 *
 * @param stageWords what the CRM calls the stage
 * @param amount null while nobody has said
 * @param forecastCategory null leaves it what it is
 * @param closeReason why it was lost, or won; null leaves it what it is
 */
public record CrmOpportunity(
        UUID accountId,
        String name,
        OpportunityStage stage,
        String stageWords,
        Outcome outcome,
        Money amount,
        LocalDate closeDate,
        ForecastCategory forecastCategory,
        String closeReason) {}

package io.tandem.crm.satisfaction;

import io.tandem.crm.domain.SurveyKind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * A question to a stakeholder.
 *
 * @param kind NPS or CSAT
 * @param engagementId what it is about, or absent
 * @param milestoneId one of the engagement's milestones, or absent
 * @param goodForDays for how long the link is good, 1 to 180; without it 30
 */
record SurveyRequest(
        @NotNull UUID accountId,
        @NotNull UUID personId,
        @NotNull SurveyKind kind,
        UUID engagementId,
        UUID milestoneId,
        @Min(1) @Max(180) Integer goodForDays) {}

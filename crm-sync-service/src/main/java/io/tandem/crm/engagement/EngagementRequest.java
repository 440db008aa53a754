package io.tandem.crm.engagement;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * A new engagement, in status PLANNED.
 *
 * @param plan what was agreed
 */
record EngagementRequest(
        @NotNull UUID accountId, @NotNull @Valid PlanRequest plan) {}

package io.tandem.crm.engagement;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * An engagement as it shall be: what is absent is taken away.
 *
 * @param version the version that the caller saw; without it the change is made in any case
 */
record EngagementChangeRequest(@NotNull @Valid PlanRequest plan, Long version) {}

package io.tandem.crm.engagement;

import io.tandem.crm.domain.EngagementStatus;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A change of an engagement's status.
 *
 * @param reason why, in plain words
 * @param version the version that the caller saw; without it the change is made in any case
 */
record StatusRequest(
        @NotNull EngagementStatus status, @Size(max = 1000) String reason, Long version) {}

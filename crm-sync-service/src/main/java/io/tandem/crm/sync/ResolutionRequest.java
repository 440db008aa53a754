package io.tandem.crm.sync;

import io.tandem.crm.domain.FieldMerge.Side;
import jakarta.validation.constraints.NotNull;

/**
 * Whose value shall hold.
 *
 * @param keep OURS or CRM; the other side is written where the policy of the field lets it be
 */
record ResolutionRequest(@NotNull Side keep) {}

package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Something came of a handoff, and it ends. Topic {@code routes.v1}.
 *
 * @param outcome {@code OPPORTUNITY} or {@code CUSTOMER}
 */
public record HandoffConverted(UUID accountId, UUID handoffId, Owner owner, String outcome, Instant convertedAt)
        implements Event.OfAccount {}

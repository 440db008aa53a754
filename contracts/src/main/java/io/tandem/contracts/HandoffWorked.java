package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * The owner has been in touch for the first time. Topic {@code routes.v1}.
 *
 * @param how {@code EMAIL}, {@code CALL}, {@code MEETING}, {@code CHAT} or {@code OTHER}
 */
public record HandoffWorked(UUID accountId, UUID handoffId, Owner owner, String how, Instant workedAt)
        implements Event.OfAccount {}

package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/** A handoff that waited, or was declined, has an owner now. Topic {@code routes.v1}. */
public record HandoffAssigned(UUID accountId, UUID handoffId, Owner owner, Instant assignedAt)
        implements Event.OfAccount {}

package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/** The owner took the handoff. Topic {@code routes.v1}. */
public record HandoffAccepted(UUID accountId, UUID handoffId, Owner owner, Instant acceptedAt)
        implements Event.OfAccount {}

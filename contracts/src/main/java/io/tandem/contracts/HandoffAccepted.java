package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/** The owner took the handoff. Topics {@code routes.v1} and, passed on by crm-sync, {@code relationships.v1}. */
public record HandoffAccepted(UUID accountId, UUID handoffId, Owner owner, Instant acceptedAt)
        implements Event.OfAccount {}

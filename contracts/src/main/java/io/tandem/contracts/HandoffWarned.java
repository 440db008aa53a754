package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * The time for the first touch runs out. Topic {@code routes.v1}.
 *
 * @param owner whose time it is
 * @param percentUsed of the time there was, in business hours; 100 for who took a handoff and was not in touch in time
 * @param dueAt when the first touch is due
 */
public record HandoffWarned(
        UUID accountId, UUID handoffId, Owner owner, int percentUsed, Instant dueAt, Instant warnedAt)
        implements Event.OfAccount {}

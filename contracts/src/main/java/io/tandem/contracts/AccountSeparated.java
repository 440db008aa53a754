package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * An account stands for itself again. Topics {@code signups.v1} and, passed on by scoring, {@code scores.v1}.
 *
 * @param accountId the one that was part of the other
 */
public record AccountSeparated(UUID accountId, UUID fromAccountId, String separatedBy, Instant separatedAt)
        implements Event.OfAccount {}

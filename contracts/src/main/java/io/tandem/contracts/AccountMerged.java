package io.tandem.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * An account is part of another from now on: whatever happened or happens at it counts for the other, until {@link
 * AccountSeparated}. Nothing is rewritten, so a separation restores both. Topics {@code signups.v1} and, passed on by
 * scoring, {@code scores.v1}.
 *
 * @param accountId the one that becomes part of the other
 * @param intoAccountId the other, which may itself be part of a third
 * @param reason what the admin said
 * @param mergedBy the admin
 */
public record AccountMerged(UUID accountId, UUID intoAccountId, String reason, String mergedBy, Instant mergedAt)
        implements Event.OfAccount {}

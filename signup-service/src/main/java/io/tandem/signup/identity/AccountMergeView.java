package io.tandem.signup.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * Two accounts that count as one.
 *
 * @param rootAccountId where a chain of merges ends
 */
record AccountMergeView(
        UUID id,
        UUID accountId,
        UUID intoAccountId,
        UUID rootAccountId,
        String reason,
        String mergedBy,
        Instant mergedAt) {}

package io.tandem.crm.sync;

import java.time.Instant;
import java.util.UUID;

/**
 * How far a connection is.
 *
 * @param merged records that the CRM has merged into others of ours
 * @param oldestPending since when the longest waiting change waits; null if none does
 */
record SyncStateView(
        UUID connectionId,
        String name,
        long pending,
        long sent,
        long failed,
        long gone,
        long merged,
        Instant oldestPending,
        Instant restsUntil,
        String trouble) {}

package io.tandem.crm.sync;

import io.tandem.crm.domain.RecordKind;
import java.time.Instant;
import java.util.UUID;

/**
 * How far a record is in a connection.
 *
 * @param remoteId the CRM's id; null while it is not there
 * @param version the newest one here
 * @param sentVersion the one that the CRM has
 * @param reason in the CRM's own words, if something is wrong
 * @param nextAttemptAt when it is sent, if it waits
 */
record SyncRecordView(
        UUID connectionId,
        RecordKind kind,
        UUID recordId,
        UUID accountId,
        String remoteId,
        SyncState state,
        long version,
        Long sentVersion,
        int attempts,
        String reason,
        Instant changedAt,
        Instant sentAt,
        Instant nextAttemptAt) {}

package io.tandem.crm.sync;

import io.tandem.crm.domain.FieldMerge.Side;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import java.time.Instant;
import java.util.UUID;

/**
 * A field that both sides had changed to different values.
 *
 * @param kept whose value was kept, by the policy
 * @param resolution whose value a person preferred; null while nobody said
 */
record SyncConflictView(
        UUID id,
        UUID connectionId,
        RecordKind kind,
        UUID recordId,
        String field,
        FieldPolicy policy,
        String ours,
        String theirs,
        Side kept,
        Instant at,
        Side resolution,
        String resolvedBy,
        Instant resolvedAt) {
    static SyncConflictView from(SyncConflict conflict) {
        return new SyncConflictView(
                conflict.conflictId(),
                conflict.connectionId(),
                conflict.kind(),
                conflict.recordId(),
                conflict.field(),
                conflict.policy(),
                conflict.ours(),
                conflict.theirs(),
                conflict.kept(),
                conflict.at(),
                conflict.resolution(),
                conflict.resolvedBy(),
                conflict.resolvedAt());
    }
}

package io.tandem.crm.sync;

import io.tandem.crm.domain.FieldMerge.Side;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import io.tandem.kit.web.Problem;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * A field that both sides had changed to different values, or a stage of the CRM that stands for none of ours. Both are kept
 * here.
 */
@Entity
@Table(name = "sync_conflict")
class SyncConflict {
    @Id
    private UUID conflictId;

    private UUID connectionId;

    @Enumerated(EnumType.STRING)
    private RecordKind kind;

    private UUID recordId;
    private String field;

    @Enumerated(EnumType.STRING)
    private FieldPolicy policy;

    private String ours;
    private String theirs;

    @Enumerated(EnumType.STRING)
    private Side kept;

    private Instant at;
    private String resolvedBy;
    private Instant resolvedAt;

    @Enumerated(EnumType.STRING)
    private Side resolution;

    protected SyncConflict() {}

    SyncConflict(UUID connectionId, RecordKind kind, UUID recordId, Seen.Conflict conflict, Instant at) {
        this.conflictId = UUID.randomUUID();
        this.connectionId = connectionId;
        this.kind = kind;
        this.recordId = recordId;
        this.field = conflict.field().label();
        this.policy = conflict.policy();
        this.ours = conflict.ours();
        this.theirs = conflict.theirs();
        this.kept = conflict.kept();
        this.at = at;
    }

    void resolved(Side side, String by, Instant now) {
        if (resolvedAt != null) {
            throw Problem.conflict("The conflict was resolved by " + resolvedBy + " already.");
        }
        resolution = side;
        resolvedBy = by;
        resolvedAt = now;
    }

    UUID conflictId() {
        return conflictId;
    }

    UUID connectionId() {
        return connectionId;
    }

    RecordKind kind() {
        return kind;
    }

    UUID recordId() {
        return recordId;
    }

    String field() {
        return field;
    }

    FieldPolicy policy() {
        return policy;
    }

    String ours() {
        return ours;
    }

    String theirs() {
        return theirs;
    }

    Side kept() {
        return kept;
    }

    Instant at() {
        return at;
    }

    String resolvedBy() {
        return resolvedBy;
    }

    Instant resolvedAt() {
        return resolvedAt;
    }

    Side resolution() {
        return resolution;
    }
}

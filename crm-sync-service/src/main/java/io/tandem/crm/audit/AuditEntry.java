package io.tandem.crm.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A change that a person made: who, what, before, after. */
@Entity
@Immutable
@Table(name = "audit_entry")
class AuditEntry {
    @Id
    private UUID id;

    private Instant at;
    private String actor;
    private String action;
    private UUID subject;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> before;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Object> after;

    protected AuditEntry() {}

    AuditEntry(
            Instant at,
            String actor,
            String action,
            UUID subject,
            Map<String, Object> before,
            Map<String, Object> after) {
        this.id = UUID.randomUUID();
        this.at = at;
        this.actor = actor;
        this.action = action;
        this.subject = subject;
        this.before = before;
        this.after = after;
    }

    AuditEntryView view() {
        return new AuditEntryView(id, at, actor, action, before, after);
    }
}

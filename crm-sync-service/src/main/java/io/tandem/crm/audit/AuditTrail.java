package io.tandem.crm.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Remembers every change that a person makes. The database refuses to alter what was written. */
@ApplicationScoped
public class AuditTrail {
    private final EntityManager entities;

    AuditTrail(EntityManager entities) {
        this.entities = entities;
    }

    /** Writes in the transaction of the change itself. {@code before} is null where there was nothing. */
    @Transactional(TxType.MANDATORY)
    public void record(
            Instant at,
            String actor,
            String action,
            UUID subject,
            Map<String, Object> before,
            Map<String, Object> after) {
        entities.persist(new AuditEntry(at, actor, action, subject, before, after));
    }
}

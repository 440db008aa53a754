package io.tandem.crm.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.kit.delivery.DeadLetterEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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
    private final ObjectMapper json;

    AuditTrail(EntityManager entities, ObjectMapper json) {
        this.entities = entities;
        this.json = json;
    }

    /** The same of a record as it is shown, before and after; null where there is none. */
    @Transactional(TxType.MANDATORY)
    public void changed(Instant at, String actor, String action, UUID subject, Object before, Object after) {
        record(at, actor, action, subject, fields(before), fields(after));
    }

    void deadLetterEnded(@Observes DeadLetterEnded ended) {
        record(Instant.now(), ended.who(), ended.action(), ended.eventId(), ended.letter(), null);
    }

    private Map<String, Object> fields(Object view) {
        return view == null ? null : json.convertValue(view, new TypeReference<Map<String, Object>>() {});
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

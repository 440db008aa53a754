package io.tandem.signup.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.kit.delivery.DeadLetterEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Who changed what, from what, to what. The database lets nobody alter or remove an entry. */
@ApplicationScoped
public class AuditTrail {
    private final EntityManager database;
    private final SecurityIdentity caller;
    private final ObjectMapper json;

    AuditTrail(EntityManager database, SecurityIdentity caller, ObjectMapper json) {
        this.database = database;
        this.caller = caller;
        this.json = json;
    }

    /**
     * Appends in the transaction of the change, so that there is no change without its entry.
     *
     * @param subjectType what was changed, such as {@code source}
     * @param before a view of it, null if it is new
     * @param after a view of it, null if it is gone
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(String action, String subjectType, UUID subjectId, Object before, Object after) {
        database.createNativeQuery("""
                        INSERT INTO audit_entry (actor, action, subject_type, subject_id, before, after)
                        VALUES (:actor, :action, :type, :subject, CAST(:before AS jsonb), CAST(:after AS jsonb))
                        """)
                .setParameter("actor", actor())
                .setParameter("action", action)
                .setParameter("type", subjectType)
                .setParameter("subject", subjectId)
                .setParameter("before", written(before))
                .setParameter("after", written(after))
                .executeUpdate();
    }

    void deadLetterEnded(@Observes DeadLetterEnded ended) {
        append(ended.action(), "event", ended.eventId(), ended.letter(), null);
    }

    /** Whose change it is. */
    public String actor() {
        return caller.getPrincipal().getName();
    }

    private String written(Object state) {
        try {
            return state == null ? null : json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view can always be written", e);
        }
    }
}

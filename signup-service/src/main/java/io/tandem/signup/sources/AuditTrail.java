package io.tandem.signup.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Who changed what, from what, to what. The database lets nobody alter or remove an entry. */
@ApplicationScoped
class AuditTrail {
    private final EntityManager database;
    private final SecurityIdentity caller;
    private final ObjectMapper json;

    AuditTrail(EntityManager database, SecurityIdentity caller, ObjectMapper json) {
        this.database = database;
        this.caller = caller;
        this.json = json;
    }

    /** Appends in the transaction of the change, so that there is no change without its entry. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(String action, UUID sourceId, SourceView before, SourceView after) {
        database.createNativeQuery("""
                        INSERT INTO audit_entry (actor, action, subject_type, subject_id, before, after)
                        VALUES (:actor, :action, 'source', :subject, CAST(:before AS jsonb), CAST(:after AS jsonb))
                        """)
                .setParameter("actor", caller.getPrincipal().getName())
                .setParameter("action", action)
                .setParameter("subject", sourceId)
                .setParameter("before", written(before))
                .setParameter("after", written(after))
                .executeUpdate();
    }

    private String written(SourceView state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view can always be written", e);
        }
    }
}

package io.tandem.routing.audit;

import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.kit.delivery.DeadLetterEnded;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.hibernate.StatelessSession;

/** Remembers who changed what, in the transaction of the change. */
@ApplicationScoped
public class AuditTrail {
    @Inject
    StatelessSession session;

    @Inject
    SecurityIdentity caller;

    @Inject
    StoredJson json;

    /**
     * @param subject what was changed, such as {@code rep/<id>}
     * @param before null for something new
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changed(String what, String subject, Object before, Object after) {
        changed(what, subject, before, after, caller.getPrincipal().getName());
    }

    void deadLetterEnded(@Observes DeadLetterEnded ended) {
        changed(ended.action(), "event/" + ended.eventId(), ended.letter(), null, ended.who());
    }

    /** @param who wanted it, where it happens later than it was asked for */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changed(String what, String subject, Object before, Object after, String who) {
        session.createNativeMutationQuery("""
                        INSERT INTO audit_entry (at, who, what, subject, before, after)
                        VALUES (:at, :who, :what, :subject, CAST(:before AS jsonb), CAST(:after AS jsonb))
                        """)
                .setParameter("at", Instant.now())
                .setParameter("who", who)
                .setParameter("what", what)
                .setParameter("subject", subject)
                .setParameter("before", json.write(before))
                .setParameter("after", json.write(after))
                .executeUpdate();
    }
}

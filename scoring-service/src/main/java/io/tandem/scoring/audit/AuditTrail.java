package io.tandem.scoring.audit;

import io.tandem.kit.delivery.DeadLetterEnded;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Remembers who changed what, in the transaction of the change. The database refuses to alter what was written. */
@ApplicationScoped
public class AuditTrail {
    @Inject
    Database database;

    @Inject
    Caller caller;

    @Inject
    Json json;

    /**
     * @param subject what was changed, such as {@code account/<id>}
     * @param before null for something new
     * @param after null for something removed
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changed(String what, String subject, Object before, Object after) {
        database.update(
                "INSERT INTO audit_entry (at, who, what, subject, before, after) VALUES (?, ?, ?, ?, ?::jsonb, ?::jsonb)",
                Instant.now(),
                caller.name(),
                what,
                subject,
                json.write(before),
                json.write(after));
    }

    void deadLetterEnded(@Observes DeadLetterEnded ended) {
        changed(ended.action(), "event/" + ended.eventId(), ended.letter(), null);
    }
}

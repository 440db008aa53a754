package io.tandem.scoring.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
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
    ObjectMapper json;

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
                write(before),
                write(after));
    }

    private String write(Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }
}

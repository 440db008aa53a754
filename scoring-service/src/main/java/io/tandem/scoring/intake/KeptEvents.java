package io.tandem.scoring.intake;

import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Forgets a person in what the intake keeps: events that wait in the spool, and those that were refused. */
@ApplicationScoped
public class KeptEvents {
    @Inject
    Database database;

    @Inject
    Spool spool;

    /** In the caller's transaction; returns how many events of each kind there were. */
    public Map<String, Long> erase(Set<String> keys, String email) {
        List<String> ids = keys.stream().map(key -> key.substring(2)).toList();
        long refused = database.update("""
                DELETE FROM rejected_event WHERE position(? IN lower(body)) > 0 OR EXISTS (
                    SELECT FROM unnest(?::text[]) AS id
                    WHERE body ~ ('"(userId|anonymousId|previousId)"\\s*:\\s*"'
                        || regexp_replace(id, '([^[:alnum:]])', '\\\\\\1', 'g') || '"'))
                """, email, Column.text(ids));
        return Map.of("refusedEvents", refused, "spooledEvents", eraseSpooled(Set.copyOf(ids), email));
    }

    private long eraseSpooled(Set<String> ids, String email) {
        long erased = 0;
        List<Long> waiting = database.query("SELECT id FROM spool ORDER BY id", row -> row.getLong(1));
        for (long id : waiting) {
            erased += spool.rewrite(id, event -> isOf(event, ids, email));
        }
        return erased;
    }

    private static boolean isOf(TrackedEvent event, Set<String> ids, String email) {
        return event.userId() != null && ids.contains(event.userId())
                || event.anonymousId() != null && ids.contains(event.anonymousId())
                || event.previousId() != null && ids.contains(event.previousId())
                || (event.traits() + " " + event.properties() + " " + event.context())
                        .toLowerCase(Locale.ROOT)
                        .contains(email);
    }
}

package io.tandem.scoring.intake;

import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
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

    /**
     * In the caller's transaction, who need not have closed the gate: what comes later is known as the person's when it is
     * counted. Returns how many events of each kind there were.
     */
    public Map<String, Long> erase(Set<String> keys, String email) {
        List<String> ids = keys.stream().map(key -> key.substring(2)).toList();
        return Map.of(
                "refusedEvents",
                eraseRefused("rejected_event", "body", ids, email),
                "spooledEvents",
                eraseSpooled(Set.copyOf(ids), email));
    }

    /** Removes the rows of a table whose text is a call that names the person. */
    public long eraseRefused(String table, String text, Collection<String> ids, String email) {
        return database.update("""
                DELETE FROM %1$s WHERE position(? IN lower(%2$s)) > 0 OR EXISTS (
                    SELECT FROM unnest(?::text[]) AS id
                    WHERE %2$s ~ ('"(userId|anonymousId|previousId)"\\s*:\\s*"'
                        || regexp_replace(id, '([^[:alnum:]])', '\\\\\\1', 'g') || '"'))
                """.formatted(table, text), email, Column.text(ids));
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

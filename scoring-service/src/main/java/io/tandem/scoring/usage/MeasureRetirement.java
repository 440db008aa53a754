package io.tandem.scoring.usage;

import static io.tandem.scoring.database.Database.Column.text;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.models.ModelRetirement;
import io.tandem.scoring.score.ScoringConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Stops counting what only versions of long ago have counted, and removes its sums; else each version ever published would
 * make every event and every user dearer.
 */
@ApplicationScoped
class MeasureRetirement {
    private static final int USERS_AT_ONCE = 5_000;

    @Inject
    Database database;

    @Inject
    ModelRetirement models;

    @Inject
    UsageConfig config;

    @Inject
    ScoringConfig scoring;

    @Scheduled(every = "6h", delayed = "30m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void retire() {
        if (scoring.enabled()) {
            retireAllBut(config.versionsCounted());
        }
    }

    /** @param versions how many of the versions that were published before the present one are counted for, the latest */
    void retireAllBut(int versions) {
        QuarkusTransaction.requiringNew().run(() -> models.retire(versions));
        ModelRetirement.Retired retired = QuarkusTransaction.requiringNew().call(models::retired);
        if (!retired.isEmpty()) {
            remove("usage_sum", "measure", retired.measures());
            remove("step_day", "measure", retired.measures());
            remove("watched_day", "watch", retired.watches());
            QuarkusTransaction.requiringNew().run(() -> models.forget(retired));
        }
    }

    /** Some users a transaction; nobody writes these rows any more. */
    private void remove(String table, String column, Collection<String> ids) {
        Optional<String> after = ids.isEmpty() ? Optional.empty() : Optional.of("");
        while (after.isPresent()) {
            String from = after.get();
            after = QuarkusTransaction.requiringNew().call(() -> removeSome(table, column, ids, from));
        }
    }

    /** Returns the last of the users, or nothing at the end. */
    private Optional<String> removeSome(String table, String column, Collection<String> ids, String after) {
        List<String> next = database.query(
                "SELECT user_key FROM " + table + " WHERE user_key > ? ORDER BY user_key OFFSET ? LIMIT 1",
                row -> row.getString(1),
                after,
                USERS_AT_ONCE);
        String until = next.isEmpty() ? null : next.get(0);
        database.update(
                // Another instance may have removed all and forgotten them, so that they are counted anew already.
                """
                DELETE FROM %1$s WHERE user_key > ? AND (?::text IS NULL OR user_key <= ?)
                    AND %2$s IN (SELECT id FROM %2$s WHERE retired IS NOT NULL AND id = ANY (?))
                """.formatted(table, column), after, until, until, text(ids));
        return Optional.ofNullable(until);
    }
}

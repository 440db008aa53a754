package io.tandem.scoring.privacy;

import static io.tandem.scoring.database.Database.Column.text;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.ScoringConfig;
import io.tandem.scoring.usage.UsageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Forgets visitors who never became anybody: anonymous ids that belong to no account, are linked to nobody, did nothing for
 * long and of which no raw call is kept. What is kept would else grow with every visit there ever was.
 */
@ApplicationScoped
class VisitorRetention {
    private static final int AT_ONCE = 1_000;

    private static final List<String> TABLES =
            List.of("usage_sum", "step_day", "usage_days", "watched_day", "outcome_event");

    @Inject
    Database database;

    @Inject
    UsageConfig config;

    @Inject
    ScoringConfig scoring;

    @Scheduled(every = "12h", delayed = "20m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        if (scoring.enabled()) {
            forgetIdleSince(Instant.now().minus(Duration.ofDays(config.visitorDays())));
        }
    }

    void forgetIdleSince(Instant time) {
        List<String> last = List.of("a:");
        while (!last.isEmpty()) {
            String after = last.get(last.size() - 1);
            last = QuarkusTransaction.requiringNew().call(() -> forgetSome(after, time));
        }
    }

    /** Their rows are locked first, in the order of their keys, as by who adds to what they did. */
    private List<String> forgetSome(String after, Instant time) {
        List<String> visitors = database.queryInGate("""
                SELECT i.key FROM identity i
                WHERE i.key > ? AND i.key < 'a;' AND i.account_id IS NULL AND i.last_seen_at < ?
                    AND NOT EXISTS (SELECT FROM identity_fact f WHERE f.subject = i.key AND f.kind = 'SAME_AS')
                    AND NOT EXISTS (SELECT FROM identity_fact f WHERE f.value = i.key AND f.kind IN ('SAME_AS', 'GROUP'))
                    AND NOT EXISTS (SELECT FROM tracked_event t WHERE t.user_key = i.key)
                ORDER BY i.key LIMIT ? FOR UPDATE OF i SKIP LOCKED
                """, row -> row.getString(1), after, time, AT_ONCE);
        if (!visitors.isEmpty()) {
            TABLES.forEach(
                    table -> database.update("DELETE FROM " + table + " WHERE user_key = ANY (?)", text(visitors)));
            database.update("DELETE FROM identity_fact WHERE subject = ANY (?)", text(visitors));
            database.update("DELETE FROM identity WHERE key = ANY (?)", text(visitors));
        }
        return visitors;
    }
}

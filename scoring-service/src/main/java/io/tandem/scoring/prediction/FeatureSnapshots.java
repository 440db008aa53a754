package io.tandem.scoring.prediction;

import static io.tandem.scoring.database.Database.Column.uuids;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.prediction.RefreshPass;
import io.tandem.scoring.score.ScoringConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Writes down from time to time what is known of accounts, because nobody can tell later what was known then. */
@ApplicationScoped
class FeatureSnapshots {
    private static final int AT_ONCE = 500;
    private static final int REMOVED_AT_ONCE = 10_000;

    @Inject
    Database database;

    @Inject
    PredictionRepository predictions;

    @Inject
    PredictionConfig config;

    @Inject
    ScoringConfig scoring;

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void keep() {
        if (!scoring.enabled()) {
            return;
        }
        take();
        while (QuarkusTransaction.requiringNew().call(this::removeOld) == REMOVED_AT_ONCE) {
            // The next part.
        }
    }

    /** Of every account of the sample that has none of the last days. Who is killed goes on where the last part ended. */
    void take() {
        UUID after = new UUID(0, 0);
        for (int seen = 0; seen < config.snapshotAccounts() && after != null; seen += AT_ONCE) {
            UUID from = after;
            after = QuarkusTransaction.requiringNew().call(() -> takeSome(from));
        }
    }

    /** Returns the id after which to go on, or null at the end or if another instance is at it. */
    private UUID takeSome(UUID after) {
        if (!database.query("SELECT pg_try_advisory_xact_lock(hashtext('feature_snapshot'))", row -> row.getBoolean(1))
                .get(0)) {
            return null;
        }
        List<UUID> ids = predictions.accounts(after, RefreshPass.AFTER_ALL, AT_ONCE);
        List<UUID> due = database.query("""
                SELECT id FROM unnest(?::uuid[]) AS id WHERE NOT EXISTS (
                    SELECT FROM feature_snapshot s WHERE s.account_id = id AND s.as_of > now() - make_interval(days => ?))
                """, row -> row.getObject("id", UUID.class), uuids(ids), config.snapshotDays());
        if (!due.isEmpty()) {
            database.update(
                    "INSERT INTO feature_snapshot (account_id, as_of, rule_score, facts)"
                            + " SELECT account_id, now(), rule_score, facts FROM (" + FeatureSql.QUERY + ") AS f",
                    uuids(due));
        }
        return ids.size() < AT_ONCE ? null : ids.get(ids.size() - 1);
    }

    private int removeOld() {
        return database.update("""
                DELETE FROM feature_snapshot WHERE (account_id, as_of) IN (
                    SELECT account_id, as_of FROM feature_snapshot WHERE as_of < now() - make_interval(days => ?) LIMIT ?)
                """, config.snapshotRetentionDays(), REMOVED_AT_ONCE);
    }
}

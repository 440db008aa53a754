package io.tandem.scoring.prediction;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.prediction.RefreshPass;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** How far predictions are renewed, by target. */
@ApplicationScoped
class RefreshPassRepository {
    @Inject
    Database database;

    /** Unless one of this model goes on. */
    void begin(PredictionModel model, Instant now) {
        RefreshPass pass = RefreshPass.first(now);
        database.update(
                """
                INSERT INTO prediction_pass AS p (target, version, first, started_at, walked_to, changes_to)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (target) DO UPDATE SET
                    version = excluded.version, first = excluded.first, started_at = excluded.started_at,
                    walked_to = excluded.walked_to, changes_to = excluded.changes_to
                WHERE p.version <> excluded.version
                """, model.target().name(), model.version(), pass.first(), pass.startedAt(), pass.walkedTo(), now);
    }

    RefreshPass of(PredictionModel model) {
        return database.query(
                        "SELECT * FROM prediction_pass WHERE target = ?",
                        row -> new RefreshPass(
                                row.getBoolean("first"),
                                Database.instant(row, "started_at"),
                                row.getObject("walked_to", UUID.class)),
                        model.target().name())
                .get(0);
    }

    void save(PredictionModel model, RefreshPass pass) {
        database.update(
                "UPDATE prediction_pass SET first = ?, started_at = ?, walked_to = ? WHERE target = ?",
                pass.first(),
                pass.startedAt(),
                pass.walkedTo(),
                model.target().name());
    }

    int changesSeen(PredictionModel model, Instant until) {
        return database.update(
                "UPDATE prediction_pass SET changes_to = ? WHERE target = ?",
                until,
                model.target().name());
    }

    void remove(PredictionModel model) {
        database.update(
                "DELETE FROM prediction_pass WHERE target = ? AND version = ?",
                model.target().name(),
                model.version());
    }

    /**
     * Accounts, by id, that are new or of which an outcome is since it was looked last, and a few minutes before that, as
     * what is recorded is seen only once it is committed.
     */
    List<UUID> changed(PredictionModel model) {
        return database.query(
                """
                WITH since AS MATERIALIZED (
                    SELECT changes_to - interval '5 minutes' AS at FROM prediction_pass WHERE target = ? AND NOT first
                ), changed AS (
                    SELECT e.account_id AS id FROM outcome_event e WHERE e.recorded_at > (SELECT at FROM since)
                    UNION
                    SELECT i.account_id FROM outcome_event e JOIN identity i ON i.key = e.user_key
                    WHERE e.recorded_at > (SELECT at FROM since)
                    UNION SELECT p.account_id FROM past_outcome p WHERE p.recorded_at > (SELECT at FROM since)
                    UNION SELECT n.id FROM account n WHERE n.created_at > (SELECT at FROM since)
                ), root AS (
                    SELECT DISTINCT coalesce(l.root_id, c.id) AS id
                    FROM changed c LEFT JOIN account_link l ON l.account_id = c.id
                )
                SELECT a.id FROM root JOIN account a ON a.id = root.id
                WHERE %s ORDER BY a.id
                """.formatted(FeatureSql.WALKED),
                row -> row.getObject("id", UUID.class),
                model.target().name());
    }
}

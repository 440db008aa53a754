package io.tandem.scoring.prediction;

import static io.tandem.scoring.database.Database.Column.text;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.prediction.Predictor;
import io.tandem.scoring.domain.prediction.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The versions of the models, and the queue of those to be trained. */
@ApplicationScoped
class PredictionModelRepository {
    private static final String COLUMNS = """
            version, target, status, progress, requested_by, requested_at, reason, allowed, finished_at, failure,
            provenance, report, predictor, changes
            """;

    @Inject
    Database database;

    int queue(Target target, String requestedBy, String reason, Collection<String> allowed, Instant now) {
        return database.query("""
                        INSERT INTO prediction_model (target, status, requested_by, requested_at, reason, allowed)
                        VALUES (?, 'QUEUED', ?, ?, ?, ?) RETURNING version
                        """, row -> row.getInt(1), target.name(), requestedBy, now, reason, text(allowed))
                .get(0);
    }

    /** Queues a version of each target of which the last one is older than this, under a lock: one instance does. */
    void queueAnew(Instant olderThan, Instant now) {
        database.query("SELECT pg_advisory_xact_lock(hashtext('prediction_model'))", row -> null);
        database.update("""
                INSERT INTO prediction_model (target, status, requested_by, requested_at, reason, allowed)
                SELECT last.target, 'QUEUED', 'schedule', ?, 'trained anew after version ' || last.version, last.allowed
                FROM (SELECT DISTINCT ON (target) * FROM prediction_model ORDER BY target, version DESC) AS last
                WHERE last.requested_at < ?
                """, now, olderThan);
    }

    boolean isWaiting(Target target) {
        return !database.query(
                        "SELECT FROM prediction_model WHERE target = ? AND status IN ('QUEUED', 'TRAINING')",
                        row -> true,
                        target.name())
                .isEmpty();
    }

    /** Whether something may be claimed. */
    boolean anyWaiting(Instant now) {
        return database.query(
                        "SELECT EXISTS (SELECT FROM prediction_model WHERE status = 'QUEUED'"
                                + " OR status = 'TRAINING' AND claimed_until < ?)",
                        row -> row.getBoolean(1),
                        now)
                .get(0);
    }

    /** The next version to be trained, one at a time of all instances; one whose trainer died is taken again. */
    Optional<PredictionModel> claim(Instant now, Instant until) {
        database.query("SELECT pg_advisory_xact_lock(hashtext('prediction_model'))", row -> null);
        return database.query("""
                        UPDATE prediction_model SET status = 'TRAINING', progress = 5, claimed_until = ?
                        WHERE version = (
                            SELECT min(version) FROM prediction_model
                            WHERE status = 'QUEUED' OR status = 'TRAINING' AND claimed_until < ?)
                        AND NOT EXISTS (
                            SELECT FROM prediction_model WHERE status = 'TRAINING' AND claimed_until >= ?)
                        RETURNING
                        """ + COLUMNS, PredictionModelRepository::read, until, now, now).stream()
                .findFirst();
    }

    void progress(int version, int percent, Instant until) {
        database.update(
                "UPDATE prediction_model SET progress = ?, claimed_until = ? WHERE version = ? AND status = 'TRAINING'",
                percent,
                until,
                version);
    }

    void finish(
            int version,
            ModelStatus status,
            Provenance provenance,
            PredictionReport report,
            Predictor predictor,
            byte[] rows,
            Instant now) {
        database.update(
                """
                UPDATE prediction_model SET status = ?, progress = 100, claimed_until = NULL, finished_at = ?,
                    provenance = ?::jsonb, report = ?::jsonb, predictor = ?::jsonb, training_rows = ?
                WHERE version = ? AND status = 'TRAINING'
                """,
                status.name(),
                now,
                CanonicalJson.write(provenance),
                CanonicalJson.write(report),
                CanonicalJson.write(predictor),
                rows,
                version);
    }

    void fail(int version, String failure, Instant now) {
        database.update("""
                UPDATE prediction_model SET status = 'FAILED', claimed_until = NULL, finished_at = ?, failure = ?
                WHERE version = ? AND status = 'TRAINING'
                """, now, failure, version);
    }

    /** Versions that were refused lose their rows once there are so many later ones; any other may be used some day. */
    void forgetRows(int kept) {
        database.update("""
                UPDATE prediction_model SET training_rows = NULL
                WHERE training_rows IS NOT NULL AND status = 'REFUSED'
                    AND version < (SELECT max(version) FROM prediction_model) - ?
                """, kept);
    }

    Optional<PredictionModel> find(int version) {
        return one("version = ?", version);
    }

    Optional<PredictionModel> findToChange(int version) {
        return one("version = ? FOR UPDATE", version);
    }

    Optional<PredictionModel> active(Target target) {
        return one("target = ? AND status = 'ACTIVE'", target.name());
    }

    Optional<PredictionModel> activeToChange(Target target) {
        return one("target = ? AND status = 'ACTIVE' FOR UPDATE", target.name());
    }

    /** The latest first. */
    List<PredictionModel> page(Target target, ModelStatus status, int before, int rows) {
        return database.query(
                "SELECT " + COLUMNS + """
                        FROM prediction_model
                        WHERE version < ? AND (?::text IS NULL OR target = ?) AND (?::text IS NULL OR status = ?)
                        ORDER BY version DESC LIMIT ?
                        """,
                PredictionModelRepository::read,
                before,
                name(target),
                name(target),
                name(status),
                name(status),
                rows);
    }

    Optional<byte[]> rows(int version) {
        return database
                .query(
                        "SELECT training_rows FROM prediction_model WHERE version = ? AND training_rows IS NOT NULL",
                        row -> row.getBytes(1),
                        version)
                .stream()
                .findFirst();
    }

    void change(int version, PredictionModelView.Change change) {
        database.update(
                "UPDATE prediction_model SET status = ?, changes = changes || ?::jsonb WHERE version = ?",
                change.status().name(),
                CanonicalJson.write(List.of(change)),
                version);
    }

    private Optional<PredictionModel> one(String which, Object argument) {
        return database
                .query(
                        "SELECT " + COLUMNS + " FROM prediction_model WHERE " + which,
                        PredictionModelRepository::read,
                        argument)
                .stream()
                .findFirst();
    }

    private static String name(Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static PredictionModel read(ResultSet row) throws SQLException {
        return new PredictionModel(
                row.getInt("version"),
                Target.valueOf(row.getString("target")),
                ModelStatus.valueOf(row.getString("status")),
                row.getInt("progress"),
                row.getString("requested_by"),
                Database.instant(row, "requested_at"),
                row.getString("reason"),
                List.of((String[]) row.getArray("allowed").getArray()),
                Database.instant(row, "finished_at"),
                row.getString("failure"),
                CanonicalJson.read(row.getString("provenance"), Provenance.class),
                CanonicalJson.read(row.getString("report"), PredictionReport.class),
                CanonicalJson.read(row.getString("predictor"), Predictor.class),
                List.of(CanonicalJson.read(row.getString("changes"), PredictionModelView.Change[].class)));
    }
}

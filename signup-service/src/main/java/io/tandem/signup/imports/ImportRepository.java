package io.tandem.signup.imports;

import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The imports and how far they got. */
@ApplicationScoped
class ImportRepository {
    // Counting what is untold takes longer the further an import got, so only those count who show it.
    private static final String SELECT = "SELECT *, encode(content_hash, 'hex') AS hash, 0 AS untold FROM bulk_import ";
    private static final String SHOW = """
            SELECT *, encode(content_hash, 'hex') AS hash,
                (SELECT count(*) FROM untold_import u WHERE u.import_id = bulk_import.id) AS untold
            FROM bulk_import
            """;

    private static final String CLAIM = """
            UPDATE bulk_import SET status = 'RUNNING', started_at = COALESCE(started_at, now()), claimed_until = ?,
                                   attempts = attempts + 1
            WHERE id = (
                SELECT id FROM bulk_import WHERE status = 'WAITING' OR status = 'RUNNING' AND claimed_until < now()
                ORDER BY requested_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *, encode(content_hash, 'hex') AS hash, 0 AS untold
            """;

    private static final String FORGET = """
            DELETE FROM bulk_import WHERE ended_at < ? OR status = 'RECEIVING' AND requested_at < ?
            """;

    private final Database database;

    ImportRepository(Database database) {
        this.database = database;
    }

    void receive(BulkImport coming, String idempotencyKey) {
        database.update("""
                INSERT INTO bulk_import (id, kind, format, dry_run, source_id, status, idempotency_key, requested_by, requested_at)
                VALUES (?, ?, ?, ?, ?, 'RECEIVING', ?, ?, ?)
                """, values -> values.add(coming.id())
                .add(coming.kind().name())
                .add(coming.format().name())
                .add(coming.dryRun())
                .add(coming.sourceId())
                .add(idempotencyKey)
                .add(coming.requestedBy())
                .add(coming.requestedAt()));
    }

    void drop(UUID id) {
        database.update("DELETE FROM bulk_import WHERE id = ? AND status = 'RECEIVING'", values -> values.add(id));
    }

    /** One file after the other, so that of two equal ones the second sees the first. */
    void lock() {
        database.query("SELECT pg_advisory_xact_lock(hashtext('bulk_import'))", values -> {}, row -> true);
    }

    void received(BulkImport arrived) {
        database.update("""
                UPDATE bulk_import SET status = 'WAITING', content_hash = decode(?, 'hex'), bytes = ?, rows = ?
                WHERE id = ?
                """, values -> values.add(arrived.contentHash())
                .add(arrived.bytes())
                .add(arrived.rows())
                .add(arrived.id()));
    }

    Optional<BulkImport> find(UUID id) {
        return first(SHOW + "WHERE id = ? AND status <> 'RECEIVING'", values -> values.add(id));
    }

    Optional<BulkImport> findReceiving(UUID id) {
        return first(SELECT + "WHERE id = ? AND status = 'RECEIVING'", values -> values.add(id));
    }

    /** The state to go on from; whoever has it holds the row until the end of the transaction. */
    Optional<BulkImport> findLocked(UUID id) {
        return first(SELECT + "WHERE id = ? AND status <> 'RECEIVING' FOR UPDATE", values -> values.add(id));
    }

    Optional<BulkImport> byKey(String requestedBy, ImportKind kind, String key) {
        return first(
                SHOW + "WHERE requested_by = ? AND kind = ? AND idempotency_key = ? AND status <> 'RECEIVING'",
                values -> values.add(requestedBy).add(kind.name()).add(key));
    }

    List<BulkImport> atWork(String hash) {
        return database.query(
                SELECT + "WHERE content_hash = decode(?, 'hex') AND status IN ('WAITING', 'RUNNING')",
                values -> values.add(hash),
                ImportRepository::row);
    }

    /** The latest first. */
    List<BulkImport> page(Optional<ImportCursor> after, int rows) {
        return database.query(
                SHOW + "WHERE status <> 'RECEIVING'"
                        + (after.isPresent() ? " AND (requested_at, id) < (?, ?)" : "")
                        + " ORDER BY requested_at DESC, id DESC LIMIT ?",
                values -> {
                    if (after.isPresent()) {
                        values.add(after.get().requestedAt()).add(after.get().id());
                    }
                    values.add(rows);
                },
                ImportRepository::row);
    }

    /** Takes up the import that waits longest, or that whoever had it left behind. */
    Optional<BulkImport> claim(Instant until) {
        return first(CLAIM, values -> values.add(until));
    }

    void release(UUID id, Instant until) {
        database.update(
                "UPDATE bulk_import SET claimed_until = ? WHERE id = ? AND status = 'RUNNING'",
                values -> values.add(until).add(id));
    }

    void advance(UUID id, int read, int accepted, int unchanged, int refused, Instant claimedUntil) {
        database.update("""
                UPDATE bulk_import SET rows_read = rows_read + ?, accepted = accepted + ?, unchanged = unchanged + ?,
                                       refused = refused + ?, claimed_until = ?, attempts = 0
                WHERE id = ?
                """, values -> values.add(read)
                .add(accepted)
                .add(unchanged)
                .add(refused)
                .add(claimedUntil)
                .add(id));
    }

    /** The file and what was remembered of it are not needed any more. */
    void end(UUID id, ImportStatus status) {
        database.update(
                "UPDATE bulk_import SET status = ?, ended_at = clock_timestamp(), claimed_until = NULL WHERE id = ?",
                values -> values.add(status.name()).add(id));
        database.update("DELETE FROM import_content WHERE import_id = ?", values -> values.add(id));
        database.update("DELETE FROM import_seen WHERE import_id = ?", values -> values.add(id));
    }

    int forget(Instant endedBefore, Instant receivingSince) {
        return database.update(FORGET, values -> values.add(endedBefore).add(receivingSince));
    }

    private Optional<BulkImport> first(String sql, Database.Binding binding) {
        return database.query(sql, binding, ImportRepository::row).stream().findFirst();
    }

    private static BulkImport row(ResultSet row) throws SQLException {
        return new BulkImport(
                row.getObject("id", UUID.class),
                ImportKind.valueOf(row.getString("kind")),
                ImportFormat.valueOf(row.getString("format")),
                row.getBoolean("dry_run"),
                row.getObject("source_id", UUID.class),
                ImportStatus.valueOf(row.getString("status")),
                row.getString("hash"),
                row.getLong("bytes"),
                row.getLong("rows"),
                row.getLong("rows_read"),
                row.getLong("accepted"),
                row.getLong("unchanged"),
                row.getLong("refused"),
                row.getString("requested_by"),
                Database.time(row, "requested_at"),
                Database.time(row, "started_at"),
                Database.time(row, "ended_at"),
                row.getInt("attempts"),
                row.getLong("untold"));
    }
}

package io.tandem.scoring.imports;

import static io.tandem.scoring.database.Database.Column.numbers;
import static io.tandem.scoring.database.Database.Column.text;

import io.tandem.scoring.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class EventImportRepository {
    private static final String SELECT = "SELECT * FROM event_import ";
    private static final int SHOWN_CHARACTERS = 1_000;

    @Inject
    Database database;

    boolean knowsSource(UUID source) {
        return !database.query("SELECT FROM source WHERE id = ?", row -> true, source)
                .isEmpty();
    }

    /** False if the same content is being or has been taken in. */
    boolean add(
            UUID id,
            EventImportKind kind,
            UUID source,
            String contentHash,
            Long rows,
            String positions,
            String startedBy) {
        return database.update("""
                        INSERT INTO event_import (
                            id, kind, source_id, content_hash, state, rows_in_all, positions, started_by)
                        VALUES (?, ?, ?, ?, 'QUEUED', ?, ?::jsonb, ?)
                        ON CONFLICT (content_hash) WHERE state <> 'CANCELLED' DO NOTHING
                        """, id, kind.name(), source, contentHash, rows, positions, startedBy) == 1;
    }

    Optional<EventImportView> ofContent(String contentHash) {
        return first(SELECT + "WHERE content_hash = ? AND state <> 'CANCELLED'", contentHash);
    }

    Optional<EventImportView> find(UUID id) {
        return first(SELECT + "WHERE id = ?", id);
    }

    /** Holds the import as it is until the end of the transaction. */
    Optional<EventImportView> lock(UUID id) {
        return first(SELECT + "WHERE id = ? FOR UPDATE", id);
    }

    /** The next to work on that no other instance works on, held until the end of the transaction. */
    Optional<EventImportView> lockNext() {
        return first(SELECT + "WHERE state IN ('QUEUED', 'RUNNING') ORDER BY created_at, id LIMIT 1"
                + " FOR UPDATE SKIP LOCKED");
    }

    List<EventImportView> latest(Instant before, UUID id, int limit) {
        return database.query(
                SELECT + "WHERE (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?",
                EventImportRepository::view,
                before,
                id,
                limit);
    }

    void set(UUID id, EventImportState state) {
        database.update(
                "UPDATE event_import SET state = ?, finished_at = CASE WHEN ? THEN now() END WHERE id = ?",
                state.name(),
                state.isOver(),
                id);
    }

    /** @param positions as they are now, or null if they have none */
    void progress(UUID id, long done, int counted, int duplicates, int mayRepeat, int refused, String positions) {
        database.update("""
                UPDATE event_import SET state = 'RUNNING', rows_done = rows_done + ?, counted = counted + ?,
                    duplicates = duplicates + ?, may_repeat = may_repeat + ?, refused = refused + ?,
                    positions = coalesce(?::jsonb, positions)
                WHERE id = ?
                """, done, counted, duplicates, mayRepeat, refused, positions, id);
    }

    String positions(UUID id) {
        return database.query("SELECT positions::text FROM event_import WHERE id = ?", row -> row.getString(1), id)
                .get(0);
    }

    void addChunk(UUID id, Chunk chunk) {
        database.update(
                "INSERT INTO event_import_chunk (import_id, first_row, content) VALUES (?, ?, ?)",
                id,
                chunk.firstRow(),
                chunk.content());
    }

    /** In the gate, so that an erasure waits until it is taken, or goes through what of it waits on. */
    Optional<Chunk> firstChunk(UUID id) {
        return database
                .queryInGate(
                        "SELECT first_row, content FROM event_import_chunk WHERE import_id = ? ORDER BY first_row LIMIT 1",
                        row -> new Chunk(row.getLong(1), row.getBytes(2)),
                        id)
                .stream()
                .findFirst();
    }

    /** All that wait, in the order in which an erasure goes through them. */
    List<ChunkKey> chunks() {
        return database.query(
                "SELECT import_id, first_row FROM event_import_chunk ORDER BY import_id, first_row",
                row -> new ChunkKey(row.getObject(1, UUID.class), row.getLong(2)));
    }

    record ChunkKey(UUID importId, long firstRow) {}

    /** Nothing if it was taken meanwhile. */
    Optional<Chunk> lockChunk(ChunkKey key) {
        return database
                .query(
                        "SELECT first_row, content FROM event_import_chunk WHERE import_id = ? AND first_row = ? FOR UPDATE",
                        row -> new Chunk(row.getLong(1), row.getBytes(2)),
                        key.importId(),
                        key.firstRow())
                .stream()
                .findFirst();
    }

    void rewriteChunk(ChunkKey key, byte[] content) {
        database.update(
                "UPDATE event_import_chunk SET content = ? WHERE import_id = ? AND first_row = ?",
                content,
                key.importId(),
                key.firstRow());
    }

    void removeChunk(UUID id, Chunk chunk) {
        database.update("DELETE FROM event_import_chunk WHERE import_id = ? AND first_row = ?", id, chunk.firstRow());
    }

    /** In the gate, since an erasure locks chunks in another order. */
    void removeChunks(UUID id) {
        database.enterGate();
        database.update("DELETE FROM event_import_chunk WHERE import_id = ?", id);
    }

    void addRefusals(UUID id, List<EventImportRefusal> refusals) {
        if (!refusals.isEmpty()) {
            database.update(
                    """
                    INSERT INTO event_import_refusal (import_id, row, reason, content)
                    SELECT ?, r.row, r.reason, left(r.content, ?)
                    FROM unnest(?::bigint[], ?::text[], ?::text[]) AS r (row, reason, content)
                    """,
                    id,
                    SHOWN_CHARACTERS,
                    numbers(refusals.stream().map(EventImportRefusal::row).toList()),
                    text(refusals.stream().map(EventImportRefusal::reason).toList()),
                    text(refusals.stream().map(EventImportRefusal::content).toList()));
        }
    }

    List<EventImportRefusal> refusals(UUID id, long after, int limit) {
        return database.query(
                "SELECT row, reason, content FROM event_import_refusal WHERE import_id = ? AND row > ? ORDER BY row"
                        + " LIMIT ?",
                row -> new EventImportRefusal(row.getLong(1), row.getString(2), row.getString(3)),
                id,
                after,
                limit);
    }

    void removeRefusalsOfOld() {
        database.update("DELETE FROM event_import_refusal r USING event_import i"
                + " WHERE i.id = r.import_id AND i.finished_at < now() - interval '30 days'");
    }

    private Optional<EventImportView> first(String sql, Object... arguments) {
        return database.query(sql, EventImportRepository::view, arguments).stream()
                .findFirst();
    }

    private static EventImportView view(ResultSet row) throws SQLException {
        return new EventImportView(
                row.getObject("id", UUID.class),
                EventImportKind.valueOf(row.getString("kind")),
                row.getObject("source_id", UUID.class),
                EventImportState.valueOf(row.getString("state")),
                row.getObject("rows_in_all", Long.class),
                row.getLong("rows_done"),
                row.getLong("counted"),
                row.getLong("duplicates"),
                row.getLong("may_repeat"),
                row.getLong("refused"),
                row.getString("started_by"),
                Database.instant(row, "created_at"),
                Database.instant(row, "finished_at"));
    }
}

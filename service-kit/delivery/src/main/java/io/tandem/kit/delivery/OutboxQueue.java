package io.tandem.kit.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/**
 * The outbox as its relay sees it, on the session that holds the buckets: when the session is gone, so are the reads.
 */
final class OutboxQueue {
    /*
     * Always from the start, never from the last id seen: ids are drawn before commits, so a row may appear below one
     * that was sent already. Each bucket has its own limit, so one that cannot be sent does not starve the others.
     */
    private static final String OLDEST = """
            SELECT waiting.* FROM unnest(?::smallint[]) AS held (bucket)
            CROSS JOIN LATERAL (
                SELECT bucket, id, topic, key, event_id, headers, payload FROM outbox
                WHERE outbox.bucket = held.bucket ORDER BY id LIMIT ?
            ) AS waiting
            ORDER BY id
            """;

    private static final String DELETE = """
            DELETE FROM outbox USING unnest(?::smallint[], ?::bigint[]) AS sent (bucket, id)
            WHERE outbox.bucket = sent.bucket AND outbox.id = sent.id
            RETURNING extract(epoch FROM clock_timestamp() - created_at)
            """;

    private final Connection session;

    OutboxQueue(Connection session) {
        this.session = session;
    }

    List<OutboxRow> oldest(BitSet buckets, int limitPerBucket) throws SQLException {
        Object[] held = buckets.stream().mapToObj(bucket -> (short) bucket).toArray();
        try (PreparedStatement select = session.prepareStatement(OLDEST)) {
            select.setArray(1, session.createArrayOf("int2", held));
            select.setInt(2, limitPerBucket);
            List<OutboxRow> rows = new ArrayList<>();
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.add(new OutboxRow(
                            result.getInt(1),
                            result.getLong(2),
                            result.getString(3),
                            result.getString(4),
                            result.getObject(5, UUID.class),
                            StoredHeaders.read(result.getString(6)),
                            result.getBytes(7)));
                }
            }
            return rows;
        }
    }

    /**
     * Marks rows as sent by deleting them: nobody reads a sent row again, the table stays small whatever has passed
     * through it, and what is erased elsewhere does not live on here. Returns how many seconds each has waited.
     */
    List<Double> markSent(List<OutboxRow> rows) throws SQLException {
        List<Double> waited = new ArrayList<>(rows.size());
        if (rows.isEmpty()) {
            return waited;
        }
        try (PreparedStatement delete = session.prepareStatement(DELETE)) {
            delete.setArray(
                    1,
                    session.createArrayOf(
                            "int2",
                            rows.stream().map(row -> (short) row.bucket()).toArray()));
            delete.setArray(
                    2,
                    session.createArrayOf(
                            "int8", rows.stream().map(OutboxRow::id).toArray()));
            try (ResultSet deleted = delete.executeQuery()) {
                while (deleted.next()) {
                    waited.add(deleted.getDouble(1));
                }
            }
            return waited;
        }
    }
}

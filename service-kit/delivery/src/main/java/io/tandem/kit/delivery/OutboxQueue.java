package io.tandem.kit.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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
    static final String OLDEST = """
            SELECT waiting.* FROM unnest(?::smallint[]) AS held (bucket)
            CROSS JOIN LATERAL (
                SELECT bucket, id, topic, key, event_id, headers, payload,
                    extract(epoch FROM clock_timestamp() - created_at) AS seconds
                FROM outbox WHERE outbox.bucket = held.bucket ORDER BY id LIMIT ?
            ) AS waiting
            ORDER BY id
            """;

    /*
     * By the places of the rows, each looked up by itself: a plain join is planned while the table is empty, as it mostly
     * is, and then compares every row that waits with every row that was sent for as long as the session lasts.
     */
    private static final String DELETE = """
            DELETE FROM outbox WHERE ctid = ANY (ARRAY(
                SELECT place.ctid FROM unnest(?::smallint[], ?::bigint[]) AS sent (bucket, id)
                CROSS JOIN LATERAL (
                    SELECT ctid FROM outbox WHERE outbox.bucket = sent.bucket AND outbox.id = sent.id OFFSET 0
                ) AS place))
            """;

    /** A row, and when it was written by the clock of this process. */
    record Waiting(OutboxRow row, long writtenNanos) {
        Duration sinceWritten() {
            return Duration.ofNanos(System.nanoTime() - writtenNanos);
        }
    }

    private final Connection session;

    OutboxQueue(Connection session) {
        this.session = session;
    }

    /**
     * Marks rows as sent and reads the oldest of those that are not, both in one round trip. A row is marked by deleting
     * it: nobody reads a sent row again, the table stays small whatever has passed through it, and what is erased
     * elsewhere does not live on here.
     */
    List<Waiting> oldest(List<OutboxRow> sent, BitSet buckets, int limitPerBucket) throws SQLException {
        if (buckets.isEmpty()) {
            markSent(sent);
            return List.of();
        }
        String sql = sent.isEmpty() ? OLDEST : DELETE + ";" + OLDEST;
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            int next = setSent(statement, sent);
            statement.setArray(
                    next,
                    session.createArrayOf(
                            "int2",
                            buckets.stream().mapToObj(bucket -> (short) bucket).toArray()));
            statement.setInt(next + 1, limitPerBucket);
            statement.execute();
            if (!sent.isEmpty()) {
                statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return read(rows);
            }
        }
    }

    void markSent(List<OutboxRow> sent) throws SQLException {
        if (!sent.isEmpty()) {
            try (PreparedStatement delete = session.prepareStatement(DELETE)) {
                setSent(delete, sent);
                delete.executeUpdate();
            }
        }
    }

    /** Returns the place of the parameter behind. */
    private int setSent(PreparedStatement statement, List<OutboxRow> sent) throws SQLException {
        if (sent.isEmpty()) {
            return 1;
        }
        statement.setArray(
                1,
                session.createArrayOf(
                        "int2", sent.stream().map(row -> (short) row.bucket()).toArray()));
        statement.setArray(
                2,
                session.createArrayOf("int8", sent.stream().map(OutboxRow::id).toArray()));
        return 3;
    }

    private static List<Waiting> read(ResultSet result) throws SQLException {
        long now = System.nanoTime();
        List<Waiting> rows = new ArrayList<>();
        while (result.next()) {
            OutboxRow row = new OutboxRow(
                    result.getInt(1),
                    result.getLong(2),
                    result.getString(3),
                    result.getString(4),
                    result.getObject(5, UUID.class),
                    StoredHeaders.read(result.getString(6)),
                    result.getBytes(7));
            rows.add(new Waiting(row, now - (long) (result.getDouble(8) * 1e9)));
        }
        return rows;
    }
}

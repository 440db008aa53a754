package io.tandem.kit.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** Writes outbox rows inside the transactions of the service, and wakes whoever relays them. */
@ApplicationScoped
class OutboxTable {
    /** The first key of the advisory locks that keep the writers of one key in order. */
    static final int WRITER_LOCKS = 0x7461_6e01;

    /** The channel on which a writer tells the instance that relays its bucket. */
    static final String CHANNEL = "tandem_outbox";

    /*
     * The locks come in ascending order, so writers of several keys cannot deadlock. The aggregate has to be complete
     * before the first row is inserted, so a row's id is drawn under its key's lock and ids follow commits.
     */
    private static final String INSERT = """
            WITH locked AS MATERIALIZED (
                SELECT count(pg_advisory_xact_lock(?, key)) AS locks FROM unnest(?::int[]) AS key
            ), woken AS MATERIALIZED (
                SELECT count(pg_notify(?, '')) AS wakes FROM generate_series(1, ?)
            )
            INSERT INTO outbox (bucket, topic, key, event_id, headers, payload)
            SELECT bucket, topic, key, event_id, headers, payload
            FROM locked, woken,
                unnest(?::smallint[], ?::text[], ?::text[], ?::uuid[], ?::jsonb[], ?::bytea[])
                WITH ORDINALITY AS row (bucket, topic, key, event_id, headers, payload, place)
            WHERE locks + wakes > 0
            ORDER BY place
            """;

    @Inject
    DataSource dataSource;

    @Inject
    OutboxRelay relay;

    void insert(List<OutboxRow> rows) {
        Integer[] locks =
                rows.stream().map(OutboxRow::writerLock).distinct().sorted().toArray(Integer[]::new);
        boolean elsewhere = !rows.stream().allMatch(row -> relay.owns(row.bucket()));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, WRITER_LOCKS);
            insert.setArray(2, connection.createArrayOf("int4", locks));
            insert.setString(3, CHANNEL);
            // Commits that notify queue behind one another in PostgreSQL, so only those that must do.
            insert.setInt(4, elsewhere ? 1 : 0);
            insert.setArray(5, connection.createArrayOf("int2", column(rows, row -> (short) row.bucket())));
            insert.setArray(6, connection.createArrayOf("text", column(rows, OutboxRow::topic)));
            insert.setArray(7, connection.createArrayOf("text", column(rows, OutboxRow::key)));
            insert.setArray(8, connection.createArrayOf("uuid", column(rows, OutboxRow::eventId)));
            insert.setArray(
                    9, connection.createArrayOf("jsonb", column(rows, row -> StoredHeaders.write(row.headers()))));
            insert.setArray(
                    10,
                    connection.createArrayOf(
                            "bytea", rows.stream().map(OutboxRow::payload).toArray(byte[][]::new)));
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    int deleteMatching(String topic, String pattern) {
        String sql = "DELETE FROM outbox WHERE topic = ? AND lower(encode(payload, 'escape')) ~ ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, topic);
            delete.setString(2, pattern);
            return delete.executeUpdate();
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    void committed(List<OutboxRow> rows) {
        if (!rows.isEmpty()) {
            relay.wake(rows);
        }
    }

    private static Object[] column(List<OutboxRow> rows, Function<OutboxRow, Object> value) {
        return rows.stream().map(value).toArray();
    }
}

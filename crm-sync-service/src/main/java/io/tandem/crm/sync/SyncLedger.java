package io.tandem.crm.sync;

import io.agroal.api.AgroalDataSource;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.timeline.Position;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the ledger tells people. */
@ApplicationScoped
class SyncLedger {
    private static final String STATES = """
            select connection_id, name, count(*) filter (where record.state = 'PENDING'),
                count(*) filter (where record.state = 'SENT'), count(*) filter (where record.state = 'FAILED'),
                count(*) filter (where record.state = 'GONE'), count(*) filter (where record.state = 'MERGED'),
                min(changed_at) filter (where record.state = 'PENDING'),
                case when rest_until > now() then rest_until end, trouble
            from crm_connection as connection left join sync_record as record using (connection_id)
            group by connection_id, name, rest_until, trouble order by name
            """;

    private static final String RECORD =
            "select connection_id, kind, record_id, account_id, remote_id, state, version, sent_version, attempts,"
                    + " words, changed_at, sent_at, case when state = 'PENDING' then next_attempt_at end"
                    + " from sync_record ";

    private static final String VERSIONS = """
            select version, state, attempts, fields::text, words, at from sync_ledger
            where connection_id = ? and kind = ? and record_id = ? order by version desc limit 100
            """;

    private static final String RETRY = """
            update sync_record set state = 'PENDING', attempts = 0, next_attempt_at = now(), version = version + 1,
                remote_id = case when state = 'GONE' then null else remote_id end,
                remote_link = case when state = 'GONE' then null else remote_link end,
                base = case when state = 'GONE' then '{}' else base end,
                theirs = case when state = 'GONE' then '{}' else theirs end,
                theirs_at = case when state = 'GONE' then null else theirs_at end,
                tried = case when state = 'GONE' then '{}' else tried end,
                claim = case when state = 'GONE' then null else claim end,
                claimed_until = case when state = 'GONE' then null else claimed_until end
            where connection_id = ? and not made_there and
            """;

    private static final String FORGET = """
            delete from sync_ledger as old using sync_record as record
            where old.at < now() - ? * interval '1 second' and record.connection_id = old.connection_id
                and record.kind = old.kind and record.record_id = old.record_id and old.version < record.version
                and old.state <> 'TAKEN'
            """;

    private static final String FORGET_CONFLICTS =
            "delete from sync_conflict where resolved_at < now() - ? * interval '1 second'";

    private final AgroalDataSource database;
    private final FieldValues values;

    SyncLedger(AgroalDataSource database, FieldValues values) {
        this.database = database;
        this.values = values;
    }

    private interface Fill {
        void fill(PreparedStatement statement) throws SQLException;
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    List<SyncStateView> states() {
        return select(
                STATES,
                statement -> {},
                row -> new SyncStateView(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        SyncQueue.instant(row, 8),
                        SyncQueue.instant(row, 9),
                        row.getString(10)));
    }

    List<SyncRecordView> page(
            UUID connectionId, SyncState state, RecordKind kind, Optional<Position> before, int limit) {
        // A few of each state: a plan for all cases would sort all records of the connection.
        StringBuilder sql = new StringBuilder("select found.* from unnest(cast(? as text[])) as wanted (state)")
                .append(" cross join lateral (")
                .append(RECORD)
                .append("where connection_id = ? and state = wanted.state");
        String states = state == null
                ? Stream.of(SyncState.values()).map(Enum::name).collect(Collectors.joining(",", "{", "}"))
                : "{" + state + "}";
        List<Object> values = new ArrayList<>(List.of(states, connectionId));
        if (kind != null) {
            sql.append(" and kind = ?");
            values.add(kind.name());
        }
        before.ifPresent(position -> {
            sql.append(" and (changed_at, record_id) < (?, ?)");
            values.add(position.at().atOffset(ZoneOffset.UTC));
            values.add(position.id());
        });
        String newestFirst = " order by changed_at desc, record_id desc limit ?";
        sql.append(newestFirst).append(") as found").append(newestFirst);
        values.addAll(List.of(limit, limit));
        return select(
                sql.toString(),
                statement -> {
                    for (int i = 0; i < values.size(); i++) {
                        statement.setObject(i + 1, values.get(i));
                    }
                },
                SyncLedger::record);
    }

    SyncRecordView record(UUID connectionId, RecordKind kind, UUID recordId) {
        return select(
                        RECORD + "where connection_id = ? and kind = ? and record_id = ?",
                        statement -> key(statement, connectionId, kind, recordId),
                        SyncLedger::record)
                .stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        "There is no " + kind + " " + recordId + " in connection " + connectionId + "."));
    }

    List<LedgerView> versions(UUID connectionId, RecordKind kind, UUID recordId) {
        return select(
                VERSIONS,
                statement -> key(statement, connectionId, kind, recordId),
                row -> new LedgerView(
                        row.getLong(1),
                        SyncState.valueOf(row.getString(2)),
                        row.getInt(3),
                        values.read(row.getString(4)),
                        row.getString(5),
                        SyncQueue.instant(row, 6)));
    }

    /** A record that failed, or was deleted in the CRM, is sent again; one that was deleted is made anew. */
    void retry(UUID connectionId, RecordKind kind, UUID recordId) {
        update(
                RETRY + "kind = ? and record_id = ? and state in ('FAILED', 'GONE', 'PENDING')",
                statement -> key(statement, connectionId, kind, recordId));
    }

    /** @return how many were tried again */
    int retryFailed(UUID connectionId) {
        return update(RETRY + "state = 'FAILED'", statement -> statement.setObject(1, connectionId));
    }

    /** What was superseded or resolved so long ago. */
    void forget(Duration kept) {
        update(FORGET, statement -> statement.setLong(1, kept.toSeconds()));
        update(FORGET_CONFLICTS, statement -> statement.setLong(1, kept.toSeconds()));
    }

    private static SyncRecordView record(ResultSet row) throws SQLException {
        return new SyncRecordView(
                row.getObject(1, UUID.class),
                RecordKind.valueOf(row.getString(2)),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getString(5),
                SyncState.valueOf(row.getString(6)),
                row.getLong(7),
                row.getObject(8, Long.class),
                row.getInt(9),
                row.getString(10),
                SyncQueue.instant(row, 11),
                SyncQueue.instant(row, 12),
                SyncQueue.instant(row, 13));
    }

    private static void key(PreparedStatement statement, UUID connectionId, RecordKind kind, UUID recordId)
            throws SQLException {
        statement.setObject(1, connectionId);
        statement.setString(2, kind.name());
        statement.setObject(3, recordId);
    }

    private int update(String sql, Fill fill) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill.fill(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger could not be written", e);
        }
    }

    private <T> List<T> select(String sql, Fill fill, Row<T> read) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill.fill(statement);
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(read.read(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger could not be read", e);
        }
    }
}

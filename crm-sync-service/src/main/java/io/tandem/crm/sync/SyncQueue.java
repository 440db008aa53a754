package io.tandem.crm.sync;

import io.agroal.api.AgroalDataSource;
import io.tandem.crm.domain.Backoff;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Hands records out to be sent, each to one instance at a time, and keeps what became of them. Whoever has records and
 * dies loses them after a while; what it still says of them then is not heard.
 */
@ApplicationScoped
class SyncQueue {
    static final String COLUMNS = "kind, record_id, account_id, remote_id, remote_link, version, edited_at, state,"
            + " attempts, erase, base::text, theirs::text, seen, made_there";

    /** What belongs to a company waits until the CRM has that, or it is clear that it will not come. */
    private static final String DUE = """
            connection_id = ? and kind = ? and state = 'PENDING' and not erase and next_attempt_at <= now()
            and (claimed_until is null or claimed_until < now())
            and (kind = 'COMPANY' or not exists (
                select from sync_record as company where company.connection_id = due.connection_id
                    and company.kind = 'COMPANY' and company.state = 'PENDING' and company.remote_id is null
                    and company.record_id = coalesce((select root_id from account_root as root
                        where root.account_id = due.account_id), due.account_id)))
            """;

    private static final String HEAD =
            "select attempts from sync_record as due where " + DUE + " order by attempts limit 1";

    private static final String CLAIM =
            """
            update sync_record as record set claim = ?, claimed_until = now() + ? * interval '1 millisecond'
            from (select record_id from sync_record as due
                where %s and attempts <= ? order by next_attempt_at limit ? for update skip locked) as free
            where record.connection_id = ? and record.kind = ? and record.record_id = free.record_id
            returning
            """.formatted(DUE) + COLUMNS.replaceAll("(\\w+)(::text)?(,|$)", "record.$1$2$3");

    private static final String CLAIM_ERASURES = """
            update sync_record as record set claim = ?, claimed_until = now() + ? * interval '1 millisecond'
            from (select kind, record_id from sync_record
                where connection_id = ? and erase and state = 'PENDING' and next_attempt_at <= now()
                    and (claimed_until is null or claimed_until < now())
                order by next_attempt_at limit 10 for update skip locked) as free
            where record.connection_id = ? and record.kind = free.kind and record.record_id = free.record_id
            returning
            """ + COLUMNS.replaceAll("(\\w+)(::text)?(,|$)", "record.$1$2$3");

    /**
     * A record that was looked at in the CRM meanwhile is looked at again, since what was sent may stand there no more.
     * One that was changed here meanwhile stays to be sent.
     */
    private static final String FINISH = """
            update sync_record as record set
                state = case when (version > sent.sent_version or seen > sent.was_seen) and sent.state = 'SENT'
                    then 'PENDING' when version > sent.sent_version and sent.state = 'FAILED' then 'PENDING'
                    else sent.state end,
                remote_id = coalesce(sent.remote_id, record.remote_id),
                remote_link = coalesce(sent.remote_link, record.remote_link),
                words = sent.words,
                attempts = case when sent.failed then attempts + 1 when sent.state = 'SENT' then 0 else attempts end,
                next_attempt_at = now() + sent.wait * interval '1 millisecond',
                sent_version = case when sent.state = 'SENT' then sent.sent_version else record.sent_version end,
                sent_at = case when sent.state = 'SENT' then now() else sent_at end,
                base = case when seen = sent.was_seen then base || sent.written::jsonb else base end,
                theirs = case when seen = sent.was_seen then theirs || sent.held::jsonb else theirs end,
                claim = null, claimed_until = null
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::bigint[], ?::bigint[],
                ?::bigint[], ?::text[], ?::text[]) as sent (record_id, state, remote_id, remote_link, words, failed,
                wait, sent_version, was_seen, written, held)
            where connection_id = ? and kind = ? and record.record_id = sent.record_id and claim = ?
            """;

    /** In the order in which everybody locks records, which is not the one that Java has of their ids. */
    private static final String LOCK = """
            select record_id from sync_record where connection_id = ? and kind = ? and record_id = any (?)
            order by record_id for update
            """;

    private static final String LEDGER = """
            insert into sync_ledger as known
                (connection_id, kind, record_id, version, state, attempts, fields, words, at)
            select ?, ?, record_id, version, state, 1, fields::jsonb, words, now()
            from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                as tried (record_id, version, state, fields, words)
            order by record_id
            on conflict (connection_id, kind, record_id, version) do update set state = excluded.state,
                attempts = known.attempts + 1, words = excluded.words, at = excluded.at,
                fields = case when excluded.fields = '{}' then known.fields else excluded.fields end
            """;

    /** What was tried in vain and is there all the same does not wait any longer. */
    private static final String SETTLED = """
            update sync_ledger as known set state = 'SENT', at = now()
            from unnest(?::uuid[], ?::bigint[]) as sent (record_id, version)
            where connection_id = ? and kind = ? and known.record_id = sent.record_id and known.version = sent.version
                and known.state = 'PENDING'
            """;

    private static final String OTHERS = """
            select remote_id from sync_record where connection_id = ? and kind = ? and remote_id = any (?)
                and state not in ('GONE', 'MERGED')
            """;

    /** What was sent before its company was there is put under it now. */
    private static final String BELONGINGS = """
            with alone as materialized (
                select connection_id, kind, record_id from sync_record
                where connection_id = ? and account_id = any (?) and kind <> 'COMPANY' and state = 'SENT'
                    and remote_id is not null and remote_link is null and not made_there
                order by kind, record_id for update)
            update sync_record as record set version = version + 1, state = 'PENDING', next_attempt_at = now()
            from alone where record.connection_id = alone.connection_id and record.kind = alone.kind
                and record.record_id = alone.record_id
            """;

    private static final String COMPANIES = """
            select record_id, remote_id from sync_record
            where connection_id = ? and kind = 'COMPANY' and record_id = any (?) and remote_id is not null
                and state <> 'GONE'
            """;

    private final AgroalDataSource database;
    private final FieldValues values;

    SyncQueue(AgroalDataSource database, FieldValues values) {
        this.database = database;
        this.values = values;
    }

    /** Records that nobody else sends until the lease ends; those that failed often come last, and fewer at a time. */
    @Transactional(TxType.REQUIRES_NEW)
    List<QueuedRecord> claim(UUID connectionId, RecordKind kind, UUID claim, int most, long leaseMillis) {
        try (Connection connection = database.getConnection()) {
            List<QueuedRecord> claimed =
                    claim(connection, connectionId, kind, claim, leaseMillis, Backoff.PATIENCE, most);
            if (!claimed.isEmpty()) {
                return claimed;
            }
            OptionalInt attempts = leastAttempts(connection, connectionId, kind);
            return attempts.isEmpty()
                    ? List.of()
                    : claim(
                            connection,
                            connectionId,
                            kind,
                            claim,
                            leaseMillis,
                            attempts.getAsInt(),
                            Backoff.together(most, attempts.getAsInt()));
        } catch (SQLException e) {
            throw new IllegalStateException("Records could not be claimed", e);
        }
    }

    private static OptionalInt leastAttempts(Connection connection, UUID connectionId, RecordKind kind)
            throws SQLException {
        try (PreparedStatement head = connection.prepareStatement(HEAD)) {
            head.setObject(1, connectionId);
            head.setString(2, kind.name());
            try (ResultSet row = head.executeQuery()) {
                return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    private List<QueuedRecord> claim(
            Connection connection,
            UUID connectionId,
            RecordKind kind,
            UUID claim,
            long leaseMillis,
            int attempts,
            int most)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(CLAIM)) {
            int place = 1;
            update.setObject(place++, claim);
            update.setLong(place++, leaseMillis);
            update.setObject(place++, connectionId);
            update.setString(place++, kind.name());
            update.setInt(place++, attempts);
            update.setInt(place++, most);
            update.setObject(place++, connectionId);
            update.setString(place, kind.name());
            try (ResultSet row = update.executeQuery()) {
                return read(row);
            }
        }
    }

    /** Records that are to be removed, whatever fields of theirs are kept the same. */
    @Transactional(TxType.REQUIRES_NEW)
    List<QueuedRecord> claimErasures(UUID connectionId, UUID claim, long leaseMillis) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(CLAIM_ERASURES)) {
            update.setObject(1, claim);
            update.setLong(2, leaseMillis);
            update.setObject(3, connectionId);
            update.setObject(4, connectionId);
            try (ResultSet row = update.executeQuery()) {
                return read(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Records could not be claimed", e);
        }
    }

    List<QueuedRecord> read(ResultSet row) throws SQLException {
        List<QueuedRecord> found = new ArrayList<>();
        while (row.next()) {
            RecordKind kind = RecordKind.valueOf(row.getString(1));
            found.add(new QueuedRecord(
                    kind,
                    row.getObject(2, UUID.class),
                    row.getObject(3, UUID.class),
                    row.getString(4),
                    row.getString(5),
                    row.getLong(6),
                    instant(row, 7),
                    SyncState.valueOf(row.getString(8)),
                    row.getInt(9),
                    row.getBoolean(10),
                    values.read(kind, row.getString(11)),
                    values.read(kind, row.getString(12)),
                    row.getLong(13),
                    row.getBoolean(14)));
        }
        return found;
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** Keeps what became of claimed records, unless they were given to somebody else meanwhile. */
    @Transactional(TxType.REQUIRES_NEW)
    void finish(UUID connectionId, RecordKind kind, UUID claim, Collection<Sent> results, Backoff backoff) {
        if (results.isEmpty()) {
            return;
        }
        List<Sent> sorted = new ArrayList<>(results);
        sorted.sort(Comparator.comparing(sent -> sent.record().id()));
        try (Connection connection = database.getConnection()) {
            int kept = update(connection, connectionId, kind, claim, sorted, backoff);
            if (kept > 0) {
                note(connection, connectionId, kind, sorted);
                putUnder(connection, connectionId, kind, sorted);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("What became of records could not be kept", e);
        }
    }

    private int update(
            Connection connection, UUID connectionId, RecordKind kind, UUID claim, List<Sent> sent, Backoff backoff)
            throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                PreparedStatement update = connection.prepareStatement(FINISH)) {
            lock.setObject(1, connectionId);
            lock.setString(2, kind.name());
            lock.setArray(
                    3,
                    connection.createArrayOf(
                            "uuid",
                            sent.stream().map(result -> result.record().id()).toArray()));
            lock.execute();
            Columns columns = new Columns(connection, update, sent);
            columns.add("uuid", result -> result.record().id());
            columns.add("text", result -> result.state().name());
            columns.add("text", Sent::remoteId);
            columns.add("text", Sent::remoteLink);
            columns.add("text", Sent::words);
            columns.add("bool", Sent::failed);
            columns.add("bigint", result -> wait(result, backoff));
            columns.add("bigint", result -> result.record().version());
            columns.add("bigint", result -> result.record().seen());
            columns.add(
                    "text", result -> values.write(result.state() == SyncState.FAILED ? Map.of() : result.written()));
            columns.add("text", result -> values.write(result.held()));
            update.setObject(12, connectionId);
            update.setString(13, kind.name());
            update.setObject(14, claim);
            return update.executeUpdate();
        }
    }

    private static long wait(Sent sent, Backoff backoff) {
        return sent.failed() && sent.state() == SyncState.PENDING
                ? backoff.after(sent.record().attempts() + 1, sent.record().id())
                        .toMillis()
                : 0;
    }

    /** What was not sent because there was nothing to say, or the CRM could not be reached at all, is no news. */
    private void note(Connection connection, UUID connectionId, RecordKind kind, List<Sent> sent) throws SQLException {
        List<Sent> tried = sent.stream()
                .filter(result -> result.failed() || !result.written().isEmpty())
                .toList();
        if (!tried.isEmpty()) {
            insert(connection, connectionId, kind, tried);
        }
        List<Sent> settled = sent.stream()
                .filter(result ->
                        result.state() == SyncState.SENT && result.written().isEmpty())
                .toList();
        if (!settled.isEmpty()) {
            try (PreparedStatement update = connection.prepareStatement(SETTLED)) {
                Columns columns = new Columns(connection, update, settled);
                columns.add("uuid", result -> result.record().id());
                columns.add("bigint", result -> result.record().version());
                update.setObject(3, connectionId);
                update.setString(4, kind.name());
                update.executeUpdate();
            }
        }
    }

    private void insert(Connection connection, UUID connectionId, RecordKind kind, List<Sent> tried)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(LEDGER)) {
            insert.setObject(1, connectionId);
            insert.setString(2, kind.name());
            Columns columns = new Columns(connection, insert, tried);
            columns.place = 3;
            columns.add("uuid", result -> result.record().id());
            columns.add("bigint", result -> result.record().version());
            columns.add("text", result -> result.state().name());
            columns.add("text", result -> values.write(result.written()));
            columns.add("text", Sent::words);
            insert.executeUpdate();
        }
    }

    private static void putUnder(Connection connection, UUID connectionId, RecordKind kind, List<Sent> sent)
            throws SQLException {
        Object[] made = sent.stream()
                .filter(result ->
                        kind == RecordKind.COMPANY && result.record().remoteId() == null && result.remoteId() != null)
                .map(result -> result.record().id())
                .toArray();
        if (made.length > 0) {
            try (PreparedStatement update = connection.prepareStatement(BELONGINGS)) {
                update.setObject(1, connectionId);
                update.setArray(2, connection.createArrayOf("uuid", made));
                update.executeUpdate();
            }
        }
    }

    /** Those of the CRM's ids that records of ours are known by. */
    @Transactional(TxType.REQUIRES_NEW)
    Set<String> known(UUID connectionId, RecordKind kind, Collection<String> remoteIds) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(OTHERS)) {
            select.setObject(1, connectionId);
            select.setString(2, kind.name());
            select.setArray(3, connection.createArrayOf("text", remoteIds.toArray()));
            Set<String> found = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Known records could not be looked up", e);
        }
    }

    /** Records that were erased in the CRM are forgotten with all that was kept of them. */
    @Transactional(TxType.REQUIRES_NEW)
    void forget(UUID connectionId, RecordKind kind, UUID recordId) {
        try (Connection connection = database.getConnection()) {
            for (String table : List.of("sync_ledger", "sync_conflict", "sync_record")) {
                try (PreparedStatement delete = connection.prepareStatement(
                        "delete from " + table + " where connection_id = ? and kind = ? and record_id = ?")) {
                    delete.setObject(1, connectionId);
                    delete.setString(2, kind.name());
                    delete.setObject(3, recordId);
                    delete.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A record could not be forgotten", e);
        }
    }

    /** The CRM's ids of companies, for those that it has. */
    @Transactional(TxType.REQUIRES_NEW)
    Map<UUID, String> companies(UUID connectionId, Collection<UUID> accounts) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(COMPANIES)) {
            select.setObject(1, connectionId);
            select.setArray(2, connection.createArrayOf("uuid", accounts.toArray()));
            Map<UUID, String> found = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(row.getObject(1, UUID.class), row.getString(2));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Companies could not be looked up", e);
        }
    }

    private static final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<Sent> rows;
        private int place = 1;

        Columns(Connection connection, PreparedStatement statement, List<Sent> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void add(String type, Function<Sent, Object> value) throws SQLException {
            Array column =
                    connection.createArrayOf(type, rows.stream().map(value).toArray());
            statement.setArray(place++, column);
        }
    }
}

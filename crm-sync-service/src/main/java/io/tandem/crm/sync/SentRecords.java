package io.tandem.crm.sync;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.crm.domain.Backoff;
import io.tandem.crm.domain.RecordKind;
import io.tandem.kit.delivery.Failures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps of claimed records what is sent, and what became of it. Whoever has lost them to somebody else is not heard.
 */
@ApplicationScoped
class SentRecords {
    private static final int TRIES = 4;

    private static final String SENDING = """
            update sync_record as record set tried = sent.tried::jsonb
            from unnest(?::uuid[], ?::text[]) as sent (record_id, tried)
            where connection_id = ? and kind = ? and record.record_id = sent.record_id and claim = ? and not erase
            returning record.record_id
            """;

    /**
     * A record that was looked at in the CRM meanwhile is looked at again, since what was sent may stand there no more.
     * One that was changed here meanwhile stays to be sent. One that ended there meanwhile has ended, and one that was found
     * elsewhere meanwhile is there. Whoever is to be forgotten stays so, and nothing of what was sent is kept. The ids are
     * given as an array, too: that is looked up by key, whatever the plan, while a join may go through all records of the
     * connection.
     */
    static final String FINISH = """
            update sync_record as record set
                state = case when record.erase then 'PENDING' when record.state in ('GONE', 'MERGED') then record.state
                    when (version > sent.sent_version or seen > sent.was_seen) and sent.state = 'SENT'
                    then 'PENDING' when version > sent.sent_version and sent.state = 'FAILED' then 'PENDING'
                    when record.remote_id is distinct from sent.was_at and sent.state = 'GONE' then 'PENDING'
                    else sent.state end,
                remote_id = case when record.remote_id is distinct from sent.was_at then record.remote_id
                    else coalesce(sent.remote_id, record.remote_id) end,
                remote_link = coalesce(sent.remote_link, record.remote_link),
                words = case when record.state in ('GONE', 'MERGED') then record.words else sent.words end,
                attempts = case when sent.failed then attempts + 1 when sent.state = 'SENT' then 0 else attempts end,
                next_attempt_at = now() + sent.wait * interval '1 millisecond',
                sent_version = case when sent.state = 'SENT' then sent.sent_version else record.sent_version end,
                sent_at = case when sent.state = 'SENT' then now() else sent_at end,
                looked_at = case when sent.state = 'SENT' and sent.written <> '{}' then now() else looked_at end,
                base = case when seen = sent.was_seen and not record.erase then base || sent.written::jsonb
                    else base end,
                theirs = case when seen = sent.was_seen and not record.erase then theirs || sent.held::jsonb
                    else theirs end,
                theirs_at = greatest(record.theirs_at, sent.theirs_at),
                tried = case when sent.state = 'SENT' and seen = sent.was_seen then '{}' else tried end,
                claim = null, claimed_until = null
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::bigint[], ?::bigint[],
                ?::bigint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[]) as sent (record_id, state, remote_id,
                remote_link, words, failed, wait, sent_version, was_seen, written, held, was_at, theirs_at)
            where connection_id = ? and kind = ? and record.record_id = sent.record_id and claim = ?
                and record.record_id = any (?)
            """;

    /** In the order in which everybody locks records, which is not the one that Java has of their ids. */
    private static final String LOCK = """
            select record_id from sync_record where connection_id = ? and kind = ? and record_id = any (?)
            order by record_id for update
            """;

    private static final String LEDGER = """
            insert into sync_ledger as known
                (connection_id, kind, record_id, version, state, attempts, fields, words, at)
            select record.connection_id, record.kind, record_id, tried.version, tried.state, 1,
                case when record.erase then '{}' else tried.fields::jsonb end, tried.words, now()
            from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                as tried (record_id, version, state, fields, words)
            join sync_record record using (record_id)
            where record.connection_id = ? and record.kind = ? and record.record_id = any (?)
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

    private final AgroalDataSource database;
    private final FieldValues values;

    SentRecords(AgroalDataSource database, FieldValues values) {
        this.database = database;
        this.values = values;
    }

    /**
     * Before it is sent: whoever is killed then, or hears no answer, knows all the same what may stand there.
     *
     * @return those that may be sent: neither given to somebody else meanwhile nor to be forgotten
     */
    @Transactional(TxType.REQUIRES_NEW)
    Set<UUID> sending(UUID connectionId, RecordKind kind, UUID claim, Collection<Outgoing> batch) {
        List<Outgoing> sorted = batch.stream()
                .sorted(Comparator.comparing(outgoing -> outgoing.queued().id()))
                .toList();
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(SENDING)) {
            lock(connection, connectionId, kind, sorted.stream().map(Outgoing::queued));
            Columns<Outgoing> columns = new Columns<>(connection, update, sorted);
            columns.add("uuid", outgoing -> outgoing.queued().id());
            columns.add("text", outgoing -> values.write(outgoing.tried()));
            update.setObject(3, connectionId);
            update.setString(4, kind.name());
            update.setObject(5, claim);
            Set<UUID> free = new HashSet<>();
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    free.add(row.getObject(1, UUID.class));
                }
            }
            return free;
        } catch (SQLException e) {
            throw new IllegalStateException("What is sent could not be kept", e);
        }
    }

    /** Keeps what became of claimed records, unless they were given to somebody else meanwhile. */
    void finish(UUID connectionId, RecordKind kind, UUID claim, Collection<Sent> results, Backoff backoff) {
        if (results.isEmpty()) {
            return;
        }
        List<Sent> sorted = new ArrayList<>(results);
        sorted.sort(Comparator.comparing(sent -> sent.record().id()));
        for (int left = TRIES - 1; ; left--) {
            try {
                QuarkusTransaction.requiringNew().run(() -> keep(connectionId, kind, claim, sorted, backoff));
                return;
            } catch (RuntimeException e) {
                // What the CRM answered is not told again: a deadlock is no reason to forget it.
                if (left == 0 || !Failures.isTransient(e)) {
                    throw e;
                }
            }
        }
    }

    private void keep(UUID connectionId, RecordKind kind, UUID claim, List<Sent> sorted, Backoff backoff) {
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

    private static void lock(Connection connection, UUID connectionId, RecordKind kind, Stream<QueuedRecord> records)
            throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setObject(1, connectionId);
            lock.setString(2, kind.name());
            lock.setArray(
                    3,
                    connection.createArrayOf(
                            "uuid", records.map(QueuedRecord::id).toArray()));
            lock.execute();
        }
    }

    private int update(
            Connection connection, UUID connectionId, RecordKind kind, UUID claim, List<Sent> sent, Backoff backoff)
            throws SQLException {
        lock(connection, connectionId, kind, sent.stream().map(Sent::record));
        try (PreparedStatement update = connection.prepareStatement(FINISH)) {
            Columns<Sent> columns = new Columns<>(connection, update, sent);
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
            columns.add("text", result -> result.record().remoteId());
            columns.add("timestamptz", result -> result.theirsAt() == null ? null : Timestamp.from(result.theirsAt()));
            update.setObject(14, connectionId);
            update.setString(15, kind.name());
            update.setObject(16, claim);
            update.setArray(17, ids(connection, sent));
            return update.executeUpdate();
        }
    }

    private static Array ids(Connection connection, List<Sent> sent) throws SQLException {
        return connection.createArrayOf(
                "uuid", sent.stream().map(result -> result.record().id()).toArray());
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
                Columns<Sent> columns = new Columns<>(connection, update, settled);
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
            Columns<Sent> columns = new Columns<>(connection, insert, tried);
            columns.add("uuid", result -> result.record().id());
            columns.add("bigint", result -> result.record().version());
            columns.add("text", result -> result.state().name());
            columns.add("text", result -> values.write(result.written()));
            columns.add("text", Sent::words);
            insert.setObject(6, connectionId);
            insert.setString(7, kind.name());
            insert.setArray(8, ids(connection, tried));
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

    private static final class Columns<T> {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<T> rows;
        private int place = 1;

        Columns(Connection connection, PreparedStatement statement, List<T> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void add(String type, Function<T, Object> value) throws SQLException {
            Array column =
                    connection.createArrayOf(type, rows.stream().map(value).toArray());
            statement.setArray(place++, column);
        }
    }
}

package io.tandem.crm.sync;

import io.agroal.api.AgroalDataSource;
import io.tandem.crm.domain.Backoff;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * Hands records out to be sent or removed, each to one instance at a time. Whoever has records and dies loses them after a
 * while.
 */
@ApplicationScoped
class SyncQueue {
    static final String COLUMNS = "kind, record_id, account_id, remote_id, remote_link, version, edited_at, state,"
            + " attempts, erase, base::text, theirs::text, seen, made_there,"
            + " sent_at, theirs_at, tried::text";

    /**
     * What belongs to a company waits until the CRM has that, or it is clear that it will not come. Each company is looked
     * up by its key: the index of what is due looks as good while the table is new, and is read whole for each record.
     */
    private static final String DUE = """
            connection_id = ? and kind = ? and state = 'PENDING' and not erase and next_attempt_at <= now()
            and (claimed_until is null or claimed_until < now())
            and (kind = 'COMPANY' or (
                select company.state = 'PENDING' and company.remote_id is null from sync_record as company
                where company.connection_id = due.connection_id and company.kind = 'COMPANY'
                    and company.record_id = coalesce((select root_id from account_root as root
                        where root.account_id = due.account_id), due.account_id)) is not true)
            """;

    private static final String HEAD =
            "select attempts from sync_record as due where " + DUE + " order by attempts limit 1";

    /** An array is looked up by key, whatever the plan; a join may go through all records of the connection. */
    static final String CLAIM = """
            with free as materialized (select record_id from sync_record as due
                where %s and attempts <= ? order by next_attempt_at limit ? for update skip locked)
            update sync_record as record set claim = ?, claimed_until = now() + ? * interval '1 millisecond'
            where record.connection_id = ? and record.kind = ? and record.record_id = any (array(select record_id from free))
            returning
            """.formatted(DUE) + COLUMNS.replaceAll("(\\w+)(::text)?(,|$)", "record.$1$2$3");

    private static final String CLAIM_ERASURES = """
            with free as materialized (select kind, record_id from sync_record
                where connection_id = ? and erase and state = 'PENDING' and next_attempt_at <= now()
                    and (claimed_until is null or claimed_until < now())
                order by next_attempt_at limit 10 for update skip locked)
            update sync_record as record set claim = ?, claimed_until = now() + ? * interval '1 millisecond'
            from free where record.connection_id = ? and record.kind = free.kind and record.record_id = free.record_id
            returning
            """ + COLUMNS.replaceAll("(\\w+)(::text)?(,|$)", "record.$1$2$3");

    private static final String OTHERS = """
            select remote_id, record_id from sync_record where connection_id = ? and kind = ? and remote_id = any (?)
                and state not in ('GONE', 'MERGED')
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
            update.setObject(place++, connectionId);
            update.setString(place++, kind.name());
            update.setInt(place++, attempts);
            update.setInt(place++, most);
            update.setObject(place++, claim);
            update.setLong(place++, leaseMillis);
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
            update.setObject(1, connectionId);
            update.setObject(2, claim);
            update.setLong(3, leaseMillis);
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
                    row.getBoolean(14),
                    instant(row, 15),
                    instant(row, 16),
                    values.readSeveral(kind, row.getString(17))));
        }
        return found;
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
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

    /** The records of ours that are known by these ids of the CRM. */
    @Transactional(TxType.REQUIRES_NEW)
    Map<String, Set<UUID>> known(UUID connectionId, RecordKind kind, Collection<String> remoteIds) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(OTHERS)) {
            select.setObject(1, connectionId);
            select.setString(2, kind.name());
            select.setArray(3, connection.createArrayOf("text", remoteIds.toArray()));
            Map<String, Set<UUID>> found = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(row.getString(1), unseen -> new HashSet<>())
                            .add(row.getObject(2, UUID.class));
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
}

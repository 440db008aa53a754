package io.tandem.crm.sync;

import io.agroal.api.AgroalDataSource;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which records of a CRM are ours, and what was last seen of them. */
@ApplicationScoped
class KnownRecords {
    private static final String BY_REMOTE_ID = "select " + SyncQueue.COLUMNS + """
             from sync_record where connection_id = ? and kind = ? and remote_id = any (?)
            order by record_id for update
            """;

    private static final String BY_ID = "select " + SyncQueue.COLUMNS
            + " from sync_record where connection_id = ? and kind = ? and record_id = any (?)";

    private static final String LOCKED = BY_ID + " order by record_id for update";

    /** All to whose relationships a page may lead, so that they are locked before any of their records is. */
    private static final String ACCOUNTS = """
            select account_id from sync_record where connection_id = ? and kind = ? and remote_id = any (?)
            union select account_id from sync_record where connection_id = ? and kind = ? and record_id = any (?)
            union select account_id from sync_record
                where connection_id = ? and kind = 'COMPANY' and remote_id = any (?)
            union select account_id from account where ? = 'COMPANY' and domain = any (?)
            union select account_id from stakeholder where ? = 'CONTACT' and lower(email) = any (?)
            """;

    /** Begins the link of whoever stood under a company of the CRM's own before we came, and stays there. */
    static final String STAYS = "=";

    /**
     * By our id, which stands in the CRM, else by domain or email; only what has no counterpart yet is linked. Whoever
     * stands under another company than ours there is not moved.
     */
    private static final String LINK =
            """
            update sync_record as record set remote_id = found.remote_id,
                remote_link = case when found.company is null then record.remote_link
                    when exists (select from sync_record as company
                        where company.connection_id = record.connection_id and company.kind = 'COMPANY'
                            and company.remote_id = found.company and company.record_id = coalesce(
                                (select root_id from account_root where account_root.account_id = record.account_id),
                                record.account_id)) then found.company
                    else '%s' || found.company end
            from (select distinct on (record_id) record_id, remote_id, company from (
                    select ours as record_id, remote_id, company, 0 as rank
                    from unnest(?::uuid[], ?::text[], ?::text[]) as told (ours, remote_id, company)
                    where ours is not null
                    union all
                    select account_id, remote_id, null, 1 from unnest(?::text[], ?::text[]) as named (remote_id, name)
                        join account on ? = 'COMPANY' and account.domain = named.name
                    union all
                    select person_id, remote_id, company, 1
                    from unnest(?::text[], ?::text[], ?::text[]) as named (remote_id, name, company)
                        join stakeholder on ? = 'CONTACT' and lower(stakeholder.email) = named.name
                ) as candidates order by record_id, rank, length(remote_id), remote_id) as found
            where connection_id = ? and kind = ? and record.record_id = found.record_id and record.remote_id is null
            returning
            """.formatted(STAYS) + SyncQueue.COLUMNS.replaceAll("(\\w+)(::text)?(,|$)", "record.$1$2$3");

    /** Whoever is to be forgotten stays so until they were looked for, whatever a look shows. */
    private static final String KEEP = """
            update sync_record as record set
                remote_id = coalesce(look.remote_id, record.remote_id),
                base = base || look.agreed::jsonb, theirs = theirs || look.news::jsonb,
                theirs_at = greatest(look.at, theirs_at), seen = seen + 1, looked_at = now(),
                tried = record.tried - look.overruled::text[], words = coalesce(look.words, record.words),
                version = case when look.write then version + 1 else version end,
                next_attempt_at = case when look.write and record.state <> 'PENDING' then now()
                    else next_attempt_at end,
                state = case when record.erase then record.state when look.state is not null then look.state
                    when look.write and record.state in ('SENT', 'FAILED') then 'PENDING' else record.state end
            from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::bool[], ?::text[],
                ?::text[]) as look (record_id, remote_id, agreed, news, at, words, write, state, overruled)
            where connection_id = ? and kind = ? and record.record_id = look.record_id
            """;

    private static final String FORGET_THEIRS = """
            update sync_record set theirs = '{}', theirs_at = null,
                base = base || coalesce((select jsonb_object_agg(key, value) from jsonb_each(theirs)
                    where case key when 'owner' then value <> 'null'
                        when 'amount' then value = 'null' or base ->> 'amount' is not null
                        when 'currency' then value <> 'null' and base ->> 'currency' is not null end), '{}')
            where connection_id = ? and not erase
            """;

    private final AgroalDataSource database;
    private final SyncQueue queue;
    private final FieldValues values;

    KnownRecords(AgroalDataSource database, SyncQueue queue, FieldValues values) {
        this.database = database;
        this.queue = queue;
        this.values = values;
    }

    /**
     * What a look at a record of the CRM brought.
     *
     * @param state to which it comes by it, or null
     */
    record Look(QueuedRecord record, CrmRecord theirs, String remoteId, Seen seen, SyncState state, String words) {
        static Look at(QueuedRecord record, CrmRecord theirs, Seen seen) {
            return new Look(record, theirs, theirs.remoteId(), seen, null, null);
        }

        static Look gone(QueuedRecord record, CrmRecord theirs) {
            String words = theirs.completion() == null ? "Deleted in the CRM" : "Done in the CRM";
            return new Look(record, theirs, null, Seen.NOTHING, SyncState.GONE, words);
        }

        static Look merged(QueuedRecord record, CrmRecord theirs) {
            return new Look(
                    record, theirs, theirs.remoteId(), Seen.NOTHING, SyncState.MERGED, mergedInto(theirs.remoteId()));
        }
    }

    static String mergedInto(String remoteId) {
        return "Merged in the CRM into " + remoteId + ", which another record is kept the same with";
    }

    /** The accounts that a page of the CRM may be about. */
    Set<UUID> accounts(UUID connectionId, RecordKind kind, List<CrmRecord> page, Collection<String> matches) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ACCOUNTS)) {
            select.setObject(1, connectionId);
            select.setString(2, kind.name());
            select.setArray(3, texts(connection, page.stream().flatMap(record -> CrmCursors.names(record).stream())));
            select.setObject(4, connectionId);
            select.setString(5, kind.name());
            select.setArray(
                    6,
                    connection.createArrayOf(
                            "uuid",
                            page.stream()
                                    .map(CrmRecord::id)
                                    .filter(Objects::nonNull)
                                    .toArray()));
            select.setObject(7, connectionId);
            select.setArray(
                    8, texts(connection, page.stream().map(CrmRecord::companyId).filter(Objects::nonNull)));
            select.setString(9, kind.name());
            select.setArray(10, texts(connection, matches.stream()));
            select.setString(11, kind.name());
            select.setArray(12, texts(connection, matches.stream()));
            Set<UUID> accounts = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    accounts.add(row.getObject(1, UUID.class));
                }
            }
            return accounts;
        } catch (SQLException e) {
            throw new IllegalStateException("The accounts of known records could not be read", e);
        }
    }

    private static Array texts(Connection connection, Stream<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** Ours, by the CRM's id, locked. */
    Map<String, List<QueuedRecord>> byRemoteId(UUID connectionId, RecordKind kind, List<CrmRecord> page) {
        Stream<String> names = page.stream().flatMap(record -> CrmCursors.names(record).stream());
        return rows(BY_REMOTE_ID, connectionId, kind, "text", names).stream()
                .collect(Collectors.groupingBy(QueuedRecord::remoteId, HashMap::new, Collectors.toList()));
    }

    /** These of ours as they are now, locked. */
    List<QueuedRecord> locked(UUID connectionId, RecordKind kind, Collection<UUID> recordIds) {
        return rows(LOCKED, connectionId, kind, "uuid", recordIds.stream());
    }

    QueuedRecord of(UUID connectionId, RecordKind kind, UUID recordId) {
        return of(connectionId, kind, Set.of(recordId)).get(recordId);
    }

    Map<UUID, QueuedRecord> of(UUID connectionId, RecordKind kind, Collection<UUID> recordIds) {
        return rows(BY_ID, connectionId, kind, "uuid", recordIds.stream()).stream()
                .collect(Collectors.toMap(QueuedRecord::id, Function.identity()));
    }

    private List<QueuedRecord> rows(String sql, UUID connectionId, RecordKind kind, String type, Stream<?> keys) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, connectionId);
            select.setString(2, kind.name());
            select.setArray(3, connection.createArrayOf(type, keys.toArray()));
            try (ResultSet row = select.executeQuery()) {
                return queue.read(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Known records could not be read", e);
        }
    }

    /**
     * Forgets what the CRM is known to hold, so that all of it is compared again. What it did not take of ours, an owner who
     * is nobody there or an amount in foreign money, is no later word of its own when it is seen again. An owner that is blank
     * is what somebody here decided and nobody wrote yet; money that was never agreed on stays so.
     */
    void forgetTheirs(UUID connectionId) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(FORGET_THEIRS)) {
            update.setObject(1, connectionId);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("What a CRM holds could not be forgotten", e);
        }
    }

    /** Finds records of ours that had no counterpart in the CRM until now; by the CRM's id. */
    Map<String, QueuedRecord> link(
            UUID connectionId, RecordKind kind, List<CrmRecord> unknown, Map<String, String> matches) {
        List<CrmRecord> there =
                unknown.stream().filter(record -> !record.deleted()).toList();
        if (there.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement link = connection.prepareStatement(LINK)) {
            Map<String, String> companies = there.stream()
                    .filter(record -> kind == RecordKind.CONTACT && record.companyId() != null)
                    .collect(Collectors.toMap(CrmRecord::remoteId, CrmRecord::companyId, (one, other) -> one));
            List<String> told = there.stream().map(CrmRecord::remoteId).toList();
            Set<String> named = matches.keySet();
            link.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", there.stream().map(CrmRecord::id).toArray()));
            link.setArray(2, texts(connection, told.stream()));
            link.setArray(3, texts(connection, told.stream().map(companies::get)));
            link.setArray(4, texts(connection, named.stream()));
            link.setArray(5, texts(connection, named.stream().map(matches::get)));
            link.setString(6, kind.name());
            link.setArray(7, texts(connection, named.stream()));
            link.setArray(8, texts(connection, named.stream().map(matches::get)));
            link.setArray(9, texts(connection, named.stream().map(companies::get)));
            link.setString(10, kind.name());
            link.setObject(11, connectionId);
            link.setString(12, kind.name());
            try (ResultSet row = link.executeQuery()) {
                return queue.read(row).stream()
                        .collect(Collectors.toMap(QueuedRecord::remoteId, Function.identity(), (one, other) -> one));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Records could not be linked", e);
        }
    }

    void keep(UUID connectionId, RecordKind kind, List<Look> looks) {
        List<Look> sorted = new ArrayList<>(looks);
        sorted.sort(Comparator.comparing(look -> look.record().id()));
        try (Connection connection = database.getConnection();
                PreparedStatement keep = connection.prepareStatement(KEEP)) {
            column(connection, keep, 1, "uuid", sorted, look -> look.record().id());
            column(connection, keep, 2, "text", sorted, Look::remoteId);
            column(
                    connection,
                    keep,
                    3,
                    "text",
                    sorted,
                    look -> values.write(look.seen().agreed()));
            column(
                    connection,
                    keep,
                    4,
                    "text",
                    sorted,
                    look -> values.write(look.seen().news()));
            column(
                    connection,
                    keep,
                    5,
                    "timestamptz",
                    sorted,
                    look -> look.theirs().changedAt() == null
                            ? null
                            : Timestamp.from(look.theirs().changedAt()));
            column(connection, keep, 6, "text", sorted, Look::words);
            column(connection, keep, 7, "bool", sorted, look -> look.seen().write());
            column(
                    connection,
                    keep,
                    8,
                    "text",
                    sorted,
                    look -> look.state() == null ? null : look.state().name());
            column(connection, keep, 9, "text", sorted, look -> look.seen().overruled(look.record()).stream()
                    .map(SyncField::label)
                    .collect(Collectors.joining(",", "{", "}")));
            keep.setObject(10, connectionId);
            keep.setString(11, kind.name());
            keep.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("What was seen could not be kept", e);
        }
    }

    private static void column(
            Connection connection,
            PreparedStatement statement,
            int place,
            String type,
            List<Look> looks,
            Function<Look, Object> value)
            throws SQLException {
        statement.setArray(
                place, connection.createArrayOf(type, looks.stream().map(value).toArray()));
    }
}

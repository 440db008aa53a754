package io.tandem.crm.changes;

import io.agroal.api.AgroalDataSource;
import io.tandem.crm.domain.Erasure;
import io.tandem.crm.domain.PipelineStages;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Queues records for every connection in the transaction that changes them, so that none is forgotten and none is sent
 * that was not kept. Only accounts that people serve are kept the same in a CRM. Without connections nothing is written.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class RecordChanges {
    private static final String QUEUE = """
            insert into sync_record as known
                (connection_id, kind, record_id, account_id, changed_at, edited_at, state, next_attempt_at)
            select connection_id, :kind, record_id, account_id, now(), now(), 'PENDING', now()
            from crm_connection cross join unnest(:records, :accounts) as changed (record_id, account_id)
            where exists (select from relationship as served
                          where served.account_id = changed.account_id and served.since is not null)
            order by connection_id, record_id
            on conflict (connection_id, kind, record_id) do update set
                version = known.version + 1, changed_at = excluded.changed_at, account_id = excluded.account_id,
                edited_at = case when :edited then excluded.edited_at else known.edited_at end,
                state = case when known.state in ('GONE', 'MERGED') or known.made_there then known.state
                    else 'PENDING' end,
                attempts = case when known.state = 'FAILED' then 0 else known.attempts end,
                next_attempt_at = case when known.state = 'PENDING' then known.next_attempt_at
                    else excluded.next_attempt_at end
            """;

    private static final String FIRST = """
            insert into sync_record
                (connection_id, kind, record_id, account_id, changed_at, edited_at, state, next_attempt_at)
            select connection_id, :kind, record_id, found.account_id, now(), now(), 'PENDING', now()
            from crm_connection cross join (%s) as found
            join relationship as served on served.account_id = found.account_id and served.since is not null
            where %s
            order by connection_id, record_id
            on conflict do nothing
            """;

    /** What there is, by kind. */
    private static final List<Part> PARTS = List.of(
            new Part(RecordKind.COMPANY, "select account_id as record_id, account_id from account"),
            new Part(RecordKind.CONTACT, "select person_id as record_id, account_id from stakeholder"),
            new Part(RecordKind.DEAL, "select id as record_id, account_id from opportunity"),
            new Part(
                    RecordKind.TASK,
                    "select handoff_id as record_id, account_id from handoff where opened_at is not null"),
            new Part(
                    RecordKind.NOTE,
                    "select event_id as record_id, account_id from timeline_entry where not private and kind in"
                            + " ('MEETING', 'CALL', 'EMAIL', 'NOTE')"));

    private final EntityManager entities;
    private final AgroalDataSource database;

    RecordChanges(EntityManager entities, AgroalDataSource database) {
        this.entities = entities;
        this.database = database;
    }

    /** A record and the account that it belongs to. */
    public record Changed(UUID recordId, UUID accountId) {}

    private record Part(RecordKind kind, String select) {}

    /** What can be changed in a CRM as well was changed here: where the latest holds, it holds from now on. */
    public void changed(RecordKind kind, Collection<Changed> records) {
        queue(kind, records, true);
    }

    /** Something that only Tandem knows of these records is new. */
    public void refreshed(RecordKind kind, Collection<Changed> records) {
        queue(kind, records, false);
    }

    private void queue(RecordKind kind, Collection<Changed> records, boolean edited) {
        if (records.isEmpty() || !isAnythingConnected()) {
            return;
        }
        List<Changed> sorted = records.stream()
                .collect(Collectors.toMap(Changed::recordId, Function.identity(), (one, same) -> same, TreeMap::new))
                .values()
                .stream()
                .toList();
        entities.createNativeQuery(QUEUE)
                .setParameter("kind", kind.name())
                .setParameter("edited", edited)
                .setParameter("records", ids(sorted.stream().map(Changed::recordId)))
                .setParameter("accounts", ids(sorted.stream().map(Changed::accountId)))
                .executeUpdate();
    }

    public void changed(RecordKind kind, UUID recordId, UUID accountId) {
        changed(kind, List.of(new Changed(recordId, accountId)));
    }

    /** These accounts are not what they were, and people may serve them only now. */
    public void accountsChanged(Collection<UUID> accounts) {
        if (accounts.isEmpty() || !isAnythingConnected()) {
            return;
        }
        refreshed(
                RecordKind.COMPANY,
                accounts.stream().map(account -> new Changed(account, account)).toList());
        first("found.account_id = any(:accounts)", "accounts", ids(accounts.stream()));
    }

    /** What a CRM has of these records names somebody who is to be forgotten, and is written over. */
    public void rewritten(RecordKind kind, Collection<UUID> records) {
        if (records.isEmpty()) {
            return;
        }
        entities.createNativeQuery("""
                        with held as materialized (
                            select connection_id, record_id from sync_record
                            where kind = :kind and record_id = any(:records) and state not in ('GONE', 'MERGED')
                                and not made_there
                            order by connection_id, record_id for update)
                        update sync_record as known set
                            version = version + 1, changed_at = now(), state = 'PENDING', next_attempt_at = now()
                        from held where known.kind = :kind and known.connection_id = held.connection_id
                            and known.record_id = held.record_id
                        """)
                .setParameter("kind", kind.name())
                .setParameter("records", ids(records.stream()))
                .executeUpdate();
    }

    /**
     * How people serve this account is another: who, at what stage, or for the first time. With that what is being sold there
     * is not what it was.
     */
    public void relationshipChanged(UUID account) {
        if (!isAnythingConnected()) {
            return;
        }
        accountsChanged(List.of(account));
        sales(List.of(account));
    }

    /** What is being sold to these accounts may be others' now. */
    public void sales(Collection<UUID> accounts) {
        if (accounts.isEmpty() || !isAnythingConnected()) {
            return;
        }
        List<Changed> sales = new ArrayList<>();
        for (Object row : entities.createNativeQuery(
                        "select id, account_id from opportunity where account_id = any(:accounts)", Object[].class)
                .setParameter("accounts", ids(accounts.stream()))
                .getResultList()) {
            Object[] columns = (Object[]) row;
            sales.add(new Changed((UUID) columns[0], (UUID) columns[1]));
        }
        refreshed(RecordKind.DEAL, sales);
    }

    /**
     * A person is to be forgotten: in every CRM that has them or may have them, and in what is kept of the sync. What was
     * sent of others with their email in it goes from the ledger, too, and of these accounts what has their name in it.
     * A contact that the CRM merged into another is that other person's now. Under what email the CRM has them is kept until
     * they are removed there: where they were merged it may be the only way to find them.
     */
    public void erased(UUID personId, UUID[] accounts, String email, Erasure person) {
        for (String sql : List.of(
                "delete from sync_record as known where kind = 'CONTACT' and record_id = :person and (state = 'MERGED'"
                        + " or (remote_id is null and claim is null and attempts = 0 and not exists (select from"
                        + " sync_ledger as told where told.connection_id = known.connection_id"
                        + " and told.kind = known.kind and told.record_id = known.record_id)))",
                "update sync_record set erase = true, state = 'PENDING', attempts = 0, next_attempt_at = now(),"
                        + " version = version + 1, base = '{}', tried = '{}', words = null, theirs = case"
                        + " when remote_id is null then '{}' else jsonb_strip_nulls(jsonb_build_object('email', coalesce("
                        + "theirs ->> 'email', base ->> 'email'))) end"
                        + " where kind = 'CONTACT' and record_id = :person",
                "delete from crm_value where kind = 'CONTACT' and record_id = :person",
                "delete from sync_conflict where kind = 'CONTACT' and record_id = :person",
                "delete from sync_ledger where kind = 'CONTACT' and record_id = :person")) {
            entities.createNativeQuery(sql).setParameter("person", personId).executeUpdate();
        }
        for (String sql : List.of(
                "update sync_ledger as known set fields = '{}', words = null where "
                        + names("cast(fields as text) || coalesce(words, '')"),
                "update sync_record as known set base = " + without("base") + ", theirs = " + without("theirs")
                        + ", tried = " + without("tried") + ", words = null where not erase and "
                        + names("cast(base as text) || cast(theirs as text) || cast(tried as text)"
                                + " || coalesce(words, '')"),
                "delete from sync_conflict as known where " + names("ours || ' ' || theirs"),
                "delete from crm_value as known where " + names("value"))) {
            entities.createNativeQuery(sql)
                    .setParameter("email", email)
                    .setParameter("words", person.inSql())
                    .setParameter("accounts", accounts)
                    .executeUpdate();
        }
        entities.createNativeQuery(
                        "update crm_connection set trouble = null where position(:email in lower(trouble)) > 0")
                .setParameter("email", email)
                .executeUpdate();
    }

    private static String names(String text) {
        return "(position(:email in lower(" + text + ")) > 0 or (" + text + ") ~* :words and exists (select from"
                + " sync_record as record where record.kind = known.kind and record.record_id = known.record_id"
                + " and record.account_id = any(:accounts)))";
    }

    private static String without(String column) {
        return "(select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(" + column
                + ") where not cast(value as text) ~* :words)";
    }

    /** Both sides of a connection are compared from the beginning: first the CRM's is read, then ours is sent. */
    public void compareAll(UUID connectionId) {
        everything(connectionId);
        for (String sql : List.of(
                "update crm_cursor set position = null, polled_at = null, complete = false, claim = null,"
                        + " claimed_until = null where connection_id = :id",
                "update sync_record set version = version + 1, state = 'PENDING', next_attempt_at = now()"
                        + " where connection_id = :id and state in ('SENT', 'FAILED') and not made_there")) {
            entities.createNativeQuery(sql).setParameter("id", connectionId).executeUpdate();
        }
    }

    /** The CRM's stages stand for others of ours. Those that stood for none and do now are no more in conflict. */
    public void stagesMapped(UUID connectionId, PipelineStages mapped, String by, Instant at) {
        entities.createNativeQuery("""
                        update sync_conflict set resolution = 'CRM', resolved_by = :by, resolved_at = :at
                        where connection_id = :id and kind = 'DEAL' and field = 'stage' and resolved_at is null
                            and exists (select from unnest(:stages) as stage
                                where right(theirs, length(stage) + 3) = ' (' || stage || ')')
                        """)
                .setParameter("by", by)
                .setParameter("at", at)
                .setParameter("id", connectionId)
                .setParameter(
                        "stages",
                        mapped.stages().values().stream().flatMap(List::stream).toArray(String[]::new))
                .executeUpdate();
        compareAll(connectionId);
    }

    /** Queues for one connection whatever it has not heard of yet. */
    public void everything(UUID connectionId) {
        first("connection_id = :connection", "connection", connectionId);
    }

    private void first(String which, String name, Object value) {
        for (Part part : PARTS) {
            entities.createNativeQuery(FIRST.formatted(part.select(), which))
                    .setParameter("kind", part.kind().name())
                    .setParameter(name, value)
                    .executeUpdate();
        }
    }

    /** Asked for every change, and by the driver itself: Hibernate would first look through all that it has for changes. */
    private boolean isAnythingConnected() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select exists (select from crm_connection)");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Whether a CRM is connected could not be read", e);
        }
    }

    private static UUID[] ids(Stream<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}

package io.tandem.crm.sync;

import io.agroal.api.AgroalDataSource;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads records as they shall stand in a CRM, many at once. What people typed into a CRM and holds goes first. */
@ApplicationScoped
class OurRecords {
    private static final String COMPANIES = """
            select account.account_id as id, account.account_id, coalesce(root_id, account.account_id) as company_id,
                coalesce(name, domain) as name, domain, owner_email as owner, motion, stage, grade,
                round(score_total)::int::text as score, firmographics ->> 'industry' as industry,
                firmographics ->> 'country' as country,
                (select string_agg(reason, '; ') from jsonb_array_elements_text(newest.reasons) as reason) as "whyNow"
            from account left join relationship using (account_id) left join account_root using (account_id)
            left join lateral (select reasons from handoff
                where handoff.account_id = account.account_id and opened_at is not null
                order by opened_at desc limit 1) as newest on true
            where account.account_id = any (?)
            """;

    /** What people say of somebody goes before what form and product say. */
    private static final String CONTACTS = """
            select id, account_id, company_id, email, name, title as "jobTitle", do_not_contact::text as "doNotContact",
                case when name ~ '\\s' then regexp_replace(name, '\\s+\\S+$', '') end as "firstName",
                substring(name from '\\S+$') as "lastName"
            from (select distinct on (known.person_id) known.person_id as id, known.account_id,
                    coalesce(root_id, known.account_id) as company_id, known.email,
                    coalesce(said.name, known.name) as name, coalesce(said.title, known.role) as title,
                    coalesce(suppressed, false) or exists (select from contact_preference as wish
                        where wish.person_id = known.person_id and wish.do_not_contact) as do_not_contact
                from stakeholder as known left join account_root using (account_id)
                left join suppressed_contact using (person_id)
                left join lateral (select profile.name, profile.title from stakeholder_profile as profile
                    left join account_root as home on home.account_id = profile.account_id
                    where profile.person_id = known.person_id and coalesce(home.root_id, profile.account_id)
                        = coalesce(account_root.root_id, known.account_id)
                    order by updated_at desc limit 1) as said on true
                where known.person_id = any (?) order by known.person_id, seen_at desc) as person
            """;

    private static final String DEALS = """
            select id, opportunity.account_id, coalesce(root_id, opportunity.account_id) as company_id, name,
                case outcome when 'OPEN' then opportunity.stage else outcome end as stage, amount::text as amount,
                currency, close_date::text as "closeDate", owner_email as owner
            from opportunity left join account_root using (account_id)
            left join relationship on relationship.account_id = opportunity.account_id
            where id = any (?)
            """;

    private static final String TASKS = """
            select handoff_id as id, handoff.account_id, coalesce(root_id, handoff.account_id) as company_id,
                'Talk to them: ' || coalesce(reasons ->> 0, 'worth a person''s time') as subject,
                concat_ws(E'\\n', brief, (select string_agg('- ' || reason, E'\\n')
                    from jsonb_array_elements_text(reasons) as reason)) as body,
                to_char(coalesce(due_at, opened_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "dueAt",
                owner_email as owner
            from handoff left join account_root using (account_id)
            where handoff_id = any (?) and opened_at is not null
            """;

    private static final String NOTES = """
            select event_id as id, timeline_entry.account_id, coalesce(root_id, timeline_entry.account_id) as company_id,
                case kind when 'NOTE' then '' else initcap(kind) || ': ' end || text
                    || case when author is null then '' else E'\\n' || author end as body,
                to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
            from timeline_entry left join account_root using (account_id)
            where event_id = any (?) and not private
            """;

    /** What a person said here later holds again. */
    private static final String TYPED = """
            select record_id, field, value from crm_value where kind = ? and record_id = any (?)
                and not (kind = 'CONTACT' and exists (select from stakeholder_profile as profile
                    where profile.person_id = record_id and profile.updated_at > set_at))
            """;

    private final AgroalDataSource database;

    OurRecords(AgroalDataSource database) {
        this.database = database;
    }

    /** Those of the records that there are, by id. */
    Map<UUID, OurRecord> read(RecordKind kind, Collection<UUID> ids) {
        Optional<String> select = select(kind);
        if (select.isEmpty() || ids.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = database.getConnection()) {
            Map<UUID, OurRecord> found = found(connection, select.get(), kind, ids);
            typed(connection, kind, found);
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Records could not be read", e);
        }
    }

    private static Optional<String> select(RecordKind kind) {
        return switch (kind) {
            case COMPANY -> Optional.of(COMPANIES);
            case CONTACT -> Optional.of(CONTACTS);
            case TASK -> Optional.of(TASKS);
            case NOTE -> Optional.of(NOTES);
            case DEAL -> Optional.of(DEALS);
        };
    }

    private static Map<UUID, OurRecord> found(Connection connection, String sql, RecordKind kind, Collection<UUID> ids)
            throws SQLException {
        Map<UUID, OurRecord> found = new HashMap<>();
        List<SyncField> fields = SyncField.of(kind);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Map<SyncField, String> values = new EnumMap<>(SyncField.class);
                    for (SyncField field : fields) {
                        values.put(field, field.canonical(row.getString(field.label())));
                    }
                    UUID id = row.getObject("id", UUID.class);
                    found.put(
                            id,
                            new OurRecord(
                                    id,
                                    row.getObject("account_id", UUID.class),
                                    row.getObject("company_id", UUID.class),
                                    values));
                }
            }
        }
        return found;
    }

    private static void typed(Connection connection, RecordKind kind, Map<UUID, OurRecord> found) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TYPED)) {
            select.setString(1, kind.name());
            select.setArray(2, connection.createArrayOf("uuid", found.keySet().toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String value = row.getString(3);
                    Map<SyncField, String> values =
                            found.get(row.getObject(1, UUID.class)).values();
                    SyncField.of(kind, row.getString(2)).ifPresent(field -> values.put(field, field.canonical(value)));
                }
            }
        }
    }
}

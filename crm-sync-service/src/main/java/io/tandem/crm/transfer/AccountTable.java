package io.tandem.crm.transfer;

import io.tandem.crm.caller.Author;
import io.tandem.crm.relationship.RelationshipService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Accounts that people serve, as they stand in a CRM. Of these people choose the owner; all else is worked out. */
@ApplicationScoped
class AccountTable implements ImportedTable {
    private static final String SQL = """
            select relationship.account_id, account.domain, coalesce(typed.name, account.name, account.domain) as name,
                root_id as part_of, since, motion, stage, lower(owner_email) as owner_email, owner_name,
                owner_set_by_human as owner_chosen, cast(round(score_total) as int) as score, grade, health,
                (select string_agg(reason, '; ') from jsonb_array_elements_text(newest.reasons) as reason) as why_now,
                coalesce(typed.industry, firmographics ->> 'industry') as industry,
                coalesce(typed.country, firmographics ->> 'country') as country
            from relationship left join account using (account_id) left join account_root using (account_id)
            left join lateral (select reasons from handoff
                where handoff.account_id = relationship.account_id and opened_at is not null
                order by opened_at desc limit 1) as newest on true
            left join lateral (select max(value) filter (where field = 'name') as name,
                    max(value) filter (where field = 'industry') as industry,
                    max(value) filter (where field = 'country') as country
                from crm_value where kind = 'COMPANY' and record_id = relationship.account_id) as typed on true
            where since is not null
            """;

    private final Rows rows;
    private final RelationshipService relationships;

    AccountTable(Rows rows, RelationshipService relationships) {
        this.rows = rows;
        this.relationships = relationships;
    }

    @Override
    public TransferKind kind() {
        return TransferKind.ACCOUNTS;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.derived("name"),
                Column.colleague("owner_email"),
                Column.derived("owner_name"),
                Column.derived("owner_chosen"),
                Column.derived("motion"),
                Column.derived("stage"),
                Column.derived("score"),
                Column.derived("grade"),
                Column.derived("health"),
                Column.derived("why_now"),
                Column.derived("industry"),
                Column.derived("country"),
                Column.derived("part_of"),
                Column.derived("since"));
    }

    @Override
    public Stream<Map<String, String>> all() {
        return rows.of(SQL + " order by relationship.account_id", Map.of());
    }

    @Override
    public Optional<Map<String, String>> held(Cells row) {
        return rows.of(SQL + " and relationship.account_id = :account", Map.of("account", row.id("account_id")))
                .findFirst();
    }

    @Override
    public void write(Cells row, Author author) {
        UUID account = row.id("account_id");
        relationships.checkWritable(account, author);
        if (row.text("owner_email") == null) {
            throw new IllegalArgumentException("owner_email is required");
        }
        relationships.chooseOwner(account, row.text("owner_email"), author);
    }
}

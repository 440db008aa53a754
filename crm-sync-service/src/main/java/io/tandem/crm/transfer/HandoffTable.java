package io.tandem.crm.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What routing handed over to people, and why. Routing alone tells of it. */
@ApplicationScoped
class HandoffTable implements RecordTable {
    private static final String SQL = """
            select handoff_id as id, account_id, domain, motion, lower(owner_email) as owner_email, owner_name,
                (select string_agg(reason, '; ') from jsonb_array_elements_text(reasons) as reason) as reasons, brief,
                opened_at, due_at, accepted_at
            from handoff left join account using (account_id)
            where opened_at is not null order by opened_at, handoff_id
            """;

    private final Rows rows;

    HandoffTable(Rows rows) {
        this.rows = rows;
    }

    @Override
    public TransferKind kind() {
        return TransferKind.HANDOFFS;
    }

    @Override
    public List<Column> columns() {
        return Stream.of(
                        "id",
                        "motion",
                        "owner_email",
                        "owner_name",
                        "reasons",
                        "brief",
                        "opened_at",
                        "due_at",
                        "accepted_at")
                .map(Column::derived)
                .toList();
    }

    @Override
    public Stream<Map<String, String>> all() {
        return rows.of(SQL, Map.of());
    }
}

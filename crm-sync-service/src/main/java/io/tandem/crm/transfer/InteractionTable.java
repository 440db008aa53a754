package io.tandem.crm.transfer;

import io.tandem.contracts.PersonId;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.Direction;
import io.tandem.crm.domain.InteractionKind;
import io.tandem.crm.interaction.CrmInteraction;
import io.tandem.crm.interaction.InteractionService;
import io.tandem.kit.web.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

@ApplicationScoped
class InteractionTable implements RecordTable {
    private static final String SQL = """
            select entry.event_id as id, entry.account_id, account.domain, entry.kind, entry.text as summary,
                entry.at as occurred_at, entry.author, direction,
                (select string_agg(email, '; ' order by email) from interaction_participant as there
                 join (select distinct person_id, email from stakeholder) as known using (person_id)
                 where interaction_id = entry.event_id) as participants,
                outcome, next_step, next_step_due
            from timeline_entry as entry
            left join interaction on interaction.id = entry.event_id
            left join account on account.account_id = entry.account_id
            where entry.kind in ('MEETING', 'CALL', 'EMAIL', 'NOTE') and (not entry.private or entry.author = :reader)
            """;

    private final Rows rows;
    private final InteractionService interactions;

    InteractionTable(Rows rows, InteractionService interactions) {
        this.rows = rows;
        this.interactions = interactions;
    }

    @Override
    public TransferKind kind() {
        return TransferKind.INTERACTIONS;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.id("id"),
                Column.oneOf("kind", InteractionKind.class).must(),
                Column.text("summary", 4000).must(),
                Column.time("occurred_at").must(),
                Column.text("author", 254),
                Column.oneOf("direction", Direction.class),
                Column.text("participants", 4000),
                Column.text("outcome", 2000),
                Column.text("next_step", 500),
                Column.date("next_step_due"));
    }

    @Override
    public Stream<Map<String, String>> all(Author reader) {
        return rows.of(SQL + " order by entry.at, entry.event_id", Map.of("reader", reader.email()));
    }

    @Override
    public Optional<Map<String, String>> held(Cells row) {
        return rows.of(SQL + " and entry.event_id = :id", Map.of("reader", "", "id", id(row)))
                .findFirst();
    }

    @Override
    public List<String> faults(Cells row) {
        return participants(row).anyMatch(email -> EmailAddress.parse(email).isEmpty())
                ? List.of("participants must be email addresses with semicolons between them")
                : List.of();
    }

    @Override
    public void write(Cells row, Author author) {
        Author writer = row.text("author") == null ? author : Author.machine(row.text("author"));
        interactions.put(
                id(row),
                new CrmInteraction(
                        row.id("account_id"),
                        row.oneOf("kind", InteractionKind.class),
                        row.text("summary"),
                        row.time("occurred_at"),
                        row.oneOf("direction", Direction.class),
                        participants(row)
                                .map(email -> PersonId.ofEmail(
                                        EmailAddress.parse(email).orElseThrow().normalised()))
                                .toList(),
                        row.text("outcome"),
                        row.text("next_step"),
                        row.date("next_step_due")),
                writer);
    }

    private static Stream<String> participants(Cells row) {
        return row.text("participants") == null
                ? Stream.of()
                : Arrays.stream(row.text("participants").split(";"))
                        .map(String::strip)
                        .filter(email -> !email.isEmpty());
    }

    private static UUID id(Cells row) {
        return RecordTable.id(row, "interaction", "account_id", "kind", "occurred_at", "summary");
    }
}

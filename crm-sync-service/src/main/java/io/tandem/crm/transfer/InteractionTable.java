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
import java.util.stream.Collectors;
import java.util.stream.Stream;

@ApplicationScoped
class InteractionTable implements ImportedTable {
    private static final int MOST_PEOPLE = 100;
    private static final String SQL = """
            select entry.event_id as id, entry.account_id, account.domain, entry.kind, entry.text as summary,
                entry.at as occurred_at, entry.author, direction,
                (select string_agg(email, '; ' order by email collate "C") from (
                    select min(known.email) as email from interaction_participant as there
                    join stakeholder as known using (person_id)
                    where there.interaction_id = entry.event_id group by person_id) as people) as participants,
                outcome, next_step, next_step_due
            from timeline_entry as entry
            left join interaction on interaction.id = entry.event_id
            left join account on account.account_id = entry.account_id
            where entry.kind in ('MEETING', 'CALL', 'EMAIL', 'NOTE') and not entry.private
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
                new Column("participants", false, InteractionTable::canonical),
                Column.text("outcome", 2000),
                Column.text("next_step", 500),
                Column.date("next_step_due"));
    }

    @Override
    public Stream<Map<String, String>> all() {
        return rows.of(SQL + " order by entry.at, entry.event_id", Map.of());
    }

    @Override
    public Optional<Map<String, String>> held(Cells row) {
        return rows.of(SQL + " and entry.event_id = :id", Map.of("id", id(row))).findFirst();
    }

    @Override
    public void write(Cells row, Author author) {
        interactions.imported(
                id(row),
                new CrmInteraction(
                        row.id("account_id"),
                        row.oneOf("kind", InteractionKind.class),
                        row.text("summary"),
                        row.time("occurred_at"),
                        row.oneOf("direction", Direction.class),
                        row.text("participants") == null
                                ? List.of()
                                : Stream.of(row.text("participants").split("; "))
                                        .map(PersonId::ofEmail)
                                        .toList(),
                        row.text("outcome"),
                        row.text("next_step"),
                        row.date("next_step_due")),
                row.text("author"),
                author);
    }

    private static String canonical(String cell) {
        List<Optional<EmailAddress>> people = Arrays.stream(cell.split(";"))
                .filter(email -> !email.isBlank())
                .map(email -> EmailAddress.parse(email.strip()))
                .toList();
        if (people.size() > MOST_PEOPLE || people.stream().anyMatch(Optional::isEmpty)) {
            throw new IllegalArgumentException(
                    "must be at most " + MOST_PEOPLE + " email addresses with semicolons between them");
        }
        return people.stream()
                .map(email -> email.orElseThrow().normalised())
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static UUID id(Cells row) {
        return ImportedTable.id(row, "interaction", "account_id", "kind", "occurred_at", "summary");
    }
}

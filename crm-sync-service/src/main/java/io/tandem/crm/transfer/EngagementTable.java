package io.tandem.crm.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.EngagementStatus;
import io.tandem.crm.domain.Milestone;
import io.tandem.crm.domain.TeamMember;
import io.tandem.crm.engagement.EngagementPlan;
import io.tandem.crm.engagement.EngagementService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Team and milestones are JSON within their cells. */
@ApplicationScoped
class EngagementTable implements ImportedTable {
    private static final String SQL = """
            select engagement.id, account_id, domain, proposal_id, engagement.name, scope, status, budget, actuals,
                coalesce(budget_currency, actuals_currency) as currency, starts_on, ends_on, renews_on, expands_on,
                cast(team as text) as team, cast(milestones as text) as milestones
            from engagement left join account using (account_id)
            """;

    private final Rows rows;
    private final EngagementService engagements;
    private final ObjectMapper json;

    EngagementTable(Rows rows, EngagementService engagements, ObjectMapper json) {
        this.rows = rows;
        this.engagements = engagements;
        this.json = json;
    }

    @Override
    public TransferKind kind() {
        return TransferKind.ENGAGEMENTS;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.id("id"),
                Column.id("proposal_id"),
                Column.text("name", 200).must(),
                Column.text("scope", 8000),
                Column.oneOf("status", EngagementStatus.class),
                Column.amount("budget"),
                Column.amount("actuals"),
                Column.currency("currency"),
                Column.date("starts_on"),
                Column.date("ends_on"),
                Column.date("renews_on"),
                Column.date("expands_on"),
                new Column("team", false, cell -> canonical(cell, TeamMember[].class)),
                new Column("milestones", false, cell -> canonical(cell, Milestone[].class)));
    }

    @Override
    public Stream<Map<String, String>> all() {
        return rows.of(SQL + " order by engagement.id", Map.of()).map(this::cells);
    }

    @Override
    public Optional<Map<String, String>> held(Cells row) {
        return rows.of(SQL + " where engagement.id = :id", Map.of("id", id(row)))
                .findFirst()
                .map(this::cells);
    }

    @Override
    public List<String> faults(Cells row) {
        boolean amounts = row.text("budget") != null || row.text("actuals") != null;
        return amounts == (row.text("currency") == null) ? List.of("amounts and currency come together") : List.of();
    }

    @Override
    public void write(Cells row, Author author) {
        EngagementStatus status = row.oneOf("status", EngagementStatus.class);
        engagements.put(
                id(row),
                row.id("account_id"),
                row.id("proposal_id"),
                status == null ? EngagementStatus.PLANNED : status,
                new EngagementPlan(
                        row.text("name"),
                        row.text("scope"),
                        row.money("budget", "currency"),
                        row.money("actuals", "currency"),
                        row.date("starts_on"),
                        row.date("ends_on"),
                        row.date("renews_on"),
                        row.date("expands_on"),
                        List.of(parsed(row.text("team"), TeamMember[].class)),
                        List.of(parsed(row.text("milestones"), Milestone[].class))),
                author);
    }

    private Map<String, String> cells(Map<String, String> row) {
        row.compute("team", (column, cell) -> unlessEmpty(canonical(cell, TeamMember[].class)));
        row.compute("milestones", (column, cell) -> unlessEmpty(canonical(cell, Milestone[].class)));
        return row;
    }

    private static String unlessEmpty(String cell) {
        return cell.equals("[]") ? null : cell;
    }

    private <T> String canonical(String cell, Class<T[]> type) {
        T[] values = parsed(cell, type);
        return values.length == 0 ? "[]" : written(values);
    }

    private <T> T[] parsed(String cell, Class<T[]> type) {
        try {
            T[] values = json.readValue(cell == null ? "[]" : cell, type);
            if (values == null || Arrays.asList(values).contains(null)) {
                throw new IllegalArgumentException("must be JSON as it is exported");
            }
            return values;
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("must be JSON as it is exported", notJson);
        }
    }

    private String written(Object values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of ours can be written as JSON", e);
        }
    }

    private static UUID id(Cells row) {
        return ImportedTable.id(row, "engagement", "account_id", "name");
    }
}

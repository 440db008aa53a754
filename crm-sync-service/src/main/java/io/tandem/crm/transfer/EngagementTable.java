package io.tandem.crm.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.Money;
import io.tandem.crm.account.Account;
import io.tandem.crm.account.Accounts;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.EngagementStatus;
import io.tandem.crm.domain.Milestone;
import io.tandem.crm.domain.TeamMember;
import io.tandem.crm.engagement.EngagementPlan;
import io.tandem.crm.engagement.EngagementService;
import io.tandem.crm.engagement.EngagementView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Team and milestones are JSON within their cells. */
@ApplicationScoped
class EngagementTable implements ImportedTable {
    private static final String IDS = "select id from engagement order by id";

    private final Rows rows;
    private final EngagementService engagements;
    private final Accounts accounts;
    private final ObjectMapper json;

    EngagementTable(Rows rows, EngagementService engagements, Accounts accounts, ObjectMapper json) {
        this.rows = rows;
        this.engagements = engagements;
        this.accounts = accounts;
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
        return rows.of(IDS, Map.of()).map(row -> cells(engagements.show(UUID.fromString(row.get("id")))));
    }

    @Override
    public Optional<Map<String, String>> held(Cells row) {
        return engagements.find(id(row)).map(this::cells);
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

    private Map<String, String> cells(EngagementView engagement) {
        EngagementPlan plan = engagement.plan();
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("id", engagement.id());
        cells.put("account_id", engagement.accountId());
        cells.put(
                "domain",
                accounts.find(engagement.accountId()).map(Account::domain).orElse(null));
        cells.put("proposal_id", engagement.proposalId());
        cells.put("name", plan.name());
        cells.put("scope", plan.scope());
        cells.put("status", engagement.status());
        cells.put("budget", plan.budget() == null ? null : plan.budget().amount());
        cells.put("actuals", plan.actuals() == null ? null : plan.actuals().amount());
        Money money = plan.budget() == null ? plan.actuals() : plan.budget();
        cells.put("currency", money == null ? null : money.currency());
        cells.put("starts_on", plan.startsOn());
        cells.put("ends_on", plan.endsOn());
        cells.put("renews_on", plan.renewsOn());
        cells.put("expands_on", plan.expandsOn());
        cells.put("team", plan.team().isEmpty() ? null : written(plan.team()));
        cells.put("milestones", plan.milestones().isEmpty() ? null : written(plan.milestones()));
        return Cells.texts(cells);
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

package io.tandem.crm.transfer;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.ForecastCategory;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.opportunity.CrmOpportunity;
import io.tandem.crm.opportunity.OpportunityService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

@ApplicationScoped
class OpportunityTable implements ImportedTable {
    private static final String SQL = """
            select opportunity.id, account_id, account.domain, opportunity.name, opportunity.stage, outcome, amount,
                currency, close_date, forecast_category, close_reason, lower(owner_email) as owner_email
            from opportunity left join account using (account_id) left join relationship using (account_id)
            """;

    private final Rows rows;
    private final OpportunityService opportunities;

    OpportunityTable(Rows rows, OpportunityService opportunities) {
        this.rows = rows;
        this.opportunities = opportunities;
    }

    @Override
    public TransferKind kind() {
        return TransferKind.OPPORTUNITIES;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.id("id"),
                Column.text("name", 200).must(),
                Column.oneOf("stage", OpportunityStage.class).must(),
                Column.oneOf("outcome", Outcome.class),
                Column.amount("amount"),
                Column.currency("currency"),
                Column.date("close_date"),
                Column.oneOf("forecast_category", ForecastCategory.class),
                Column.text("close_reason", 1000),
                Column.derived("owner_email"));
    }

    @Override
    public Stream<Map<String, String>> all() {
        return rows.of(SQL + " order by opportunity.id", Map.of());
    }

    @Override
    public Optional<Map<String, String>> held(Cells row) {
        return rows.of(SQL + " where opportunity.id = :id", Map.of("id", id(row)))
                .findFirst();
    }

    @Override
    public List<String> faults(Cells row) {
        List<String> faults = new ArrayList<>();
        boolean closed = outcome(row) != Outcome.OPEN;
        if (closed != (row.oneOf("stage", OpportunityStage.class) == OpportunityStage.CLOSE)) {
            faults.add("outcome must be WON or LOST at stage CLOSE, and OPEN before");
        }
        if ((row.text("amount") == null) != (row.text("currency") == null)) {
            faults.add("amount and currency come together");
        }
        return faults;
    }

    @Override
    public void write(Cells row, Author author) {
        OpportunityStage stage = row.oneOf("stage", OpportunityStage.class);
        opportunities.put(
                id(row),
                new CrmOpportunity(
                        row.id("account_id"),
                        row.text("name"),
                        stage,
                        stage.words(outcome(row)),
                        outcome(row),
                        row.money("amount", "currency"),
                        row.date("close_date"),
                        row.oneOf("forecast_category", ForecastCategory.class),
                        row.text("close_reason")),
                author);
        opportunities.checkNameOf(id(row));
    }

    private static Outcome outcome(Cells row) {
        Outcome outcome = row.oneOf("outcome", Outcome.class);
        return outcome == null ? Outcome.OPEN : outcome;
    }

    private static UUID id(Cells row) {
        return ImportedTable.id(row, "opportunity", "account_id", "name");
    }
}

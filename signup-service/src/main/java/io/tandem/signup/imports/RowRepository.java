package io.tandem.signup.imports;

import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.Text;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** What became of rows, and what the rows before them named. */
@ApplicationScoped
class RowRepository {
    private static final int LONGEST_CELL = 2_000;

    private static final String ADD = """
            INSERT INTO import_row (import_id, line, outcome, reasons, account_id, new_account, match_account_id,
                                    match_domain, match_rule, person_id, cells)
            SELECT ?, line, outcome, ARRAY(SELECT jsonb_array_elements_text(reasons)), account_id, new_account,
                   match_account_id, match_domain, match_rule, person_id, cells
            FROM unnest(?::bigint[], ?::text[], ?::jsonb[], ?::uuid[], ?::boolean[], ?::uuid[], ?::text[], ?::text[],
                        ?::uuid[], ?::jsonb[])
                AS given (line, outcome, reasons, account_id, new_account, match_account_id, match_domain, match_rule,
                          person_id, cells)
            """;

    // What several rows name is the first one's; ordered, so that this holds within one part too.
    private static final String SEE = """
            INSERT INTO import_seen (import_id, what, line)
            SELECT ?, what, line FROM unnest(?::text[], ?::bigint[]) AS given (what, line) ORDER BY line
            ON CONFLICT DO NOTHING
            """;

    private static final String FIRST = "SELECT what, line FROM import_seen WHERE import_id = ? AND what = ANY (?)";

    private final Database database;
    private final Json json;

    RowRepository(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    void add(UUID importId, List<RowResult> rows) {
        if (rows.isEmpty()) {
            return;
        }
        database.update(ADD, values -> {
            values.add(importId);
            values.add("int8", each(rows, RowResult::line))
                    .add("text", each(rows, row -> row.outcome().name()));
            values.add("jsonb", each(rows, row -> json.write(row.reasons())));
            values.add("uuid", each(rows, RowResult::accountId)).add("bool", each(rows, RowResult::newAccount));
            values.add(
                    "uuid",
                    each(rows, row -> row.match() == null ? null : row.match().accountId()));
            values.add(
                    "text",
                    each(rows, row -> row.match() == null ? null : row.match().domain()));
            values.add(
                    "text",
                    each(rows, row -> row.match() == null ? null : row.match().rule()));
            values.add("uuid", each(rows, RowResult::personId));
            values.add("jsonb", each(rows, row -> row.cells() == null ? null : json.write(storable(row.cells()))));
        });
    }

    /** Remembers what rows name, and tells of each which row of the file was the first to do so. */
    Map<String, Long> firstToName(UUID importId, Map<String, Long> named) {
        List<String> what = List.copyOf(named.keySet());
        database.update(SEE, values -> values.add(importId)
                .add("text", what)
                .add("int8", what.stream().map(named::get).toList()));
        Map<String, Long> first = new HashMap<>();
        database.query(
                FIRST,
                values -> values.add(importId).add("text", what),
                row -> first.put(row.getString("what"), row.getLong("line")));
        return first;
    }

    List<ImportRowView> page(UUID importId, Optional<Outcome> outcome, long afterLine, int rows) {
        return database.query(
                "SELECT * FROM import_row WHERE import_id = ? AND line > ?"
                        + outcome.map(only -> " AND outcome = '" + only + "'").orElse("")
                        + " ORDER BY line LIMIT ?",
                values -> values.add(importId).add(afterLine).add(rows),
                this::view);
    }

    /** The columns in which refused rows say something. */
    List<String> columns(UUID importId) {
        return database.query("""
                SELECT DISTINCT jsonb_object_keys(cells) FROM import_row
                WHERE import_id = ? AND outcome = 'REFUSED' AND cells IS NOT NULL
                """, values -> values.add(importId), row -> row.getString(1));
    }

    private ImportRowView view(ResultSet row) throws SQLException {
        UUID match = row.getObject("match_account_id", UUID.class);
        String cells = row.getString("cells");
        return new ImportRowView(
                row.getLong("line"),
                Outcome.valueOf(row.getString("outcome")),
                List.of((String[]) row.getArray("reasons").getArray()),
                row.getObject("account_id", UUID.class),
                row.getObject("new_account", Boolean.class),
                match == null
                        ? null
                        : new ImportRowView.Match(match, row.getString("match_domain"), row.getString("match_rule")),
                cells == null ? null : json.readTexts(cells));
    }

    /** Enough to recognise a row, and nothing that the database cannot keep. */
    private static Map<String, String> storable(Map<String, String> cells) {
        Map<String, String> storable = new TreeMap<>();
        cells.forEach((column, cell) -> {
            String text = Text.cleaned(cell);
            if (text != null) {
                storable.put(
                        column,
                        text.length() > LONGEST_CELL ? Text.cleaned(text.substring(0, LONGEST_CELL) + "…") : text);
            }
        });
        return storable;
    }

    private static List<?> each(List<RowResult> rows, Function<RowResult, ?> member) {
        List<Object> members = new ArrayList<>(rows.size());
        rows.forEach(row -> members.add(member.apply(row)));
        return members;
    }
}

package io.tandem.signup.imports;

import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import io.tandem.signup.privacy.DataSubject;
import io.tandem.signup.privacy.ExportedRows;
import io.tandem.signup.privacy.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Rows of people in reports of imports. A file that is still at work is gone when its import ends, and its rows of erased
 * people are refused.
 */
@ApplicationScoped
class ImportPersonalData implements PersonalData {
    // Whatever else is in a cell, and however the address is written, a part of it stands there as it is.
    private static final String CANDIDATES = """
            SELECT import_id, line, person_id, cells FROM import_row
            WHERE person_id = ?
                OR EXISTS (SELECT FROM jsonb_each_text(cells) AS cell WHERE position(? IN lower(cell.value)) > 0)
            """;

    private static final String SHOW = """
            SELECT to_jsonb(r) FROM import_row r JOIN unnest(?::uuid[], ?::bigint[]) AS found (import_id, line)
            USING (import_id, line)
            """;

    private static final String DELETE = """
            DELETE FROM import_row USING unnest(?::uuid[], ?::bigint[]) AS gone (import_id, line)
            WHERE import_row.import_id = gone.import_id AND import_row.line = gone.line
            """;

    private final Database database;
    private final ExportedRows rows;
    private final Json json;

    ImportPersonalData(Database database, ExportedRows rows, Json json) {
        this.database = database;
        this.rows = rows;
        this.json = json;
    }

    private record Place(UUID importId, long line) {}

    @Override
    public String kind() {
        return "importedRows";
    }

    @Override
    public List<?> export(DataSubject subject) {
        List<Place> found = find(subject);
        return rows.read(SHOW, values -> bind(values, found));
    }

    @Override
    public long erase(DataSubject subject) {
        List<Place> found = find(subject);
        return database.update(DELETE, values -> bind(values, found));
    }

    private List<Place> find(DataSubject subject) {
        String part =
                EmailAddress.parse(subject.email()).map(EmailAddress::plainPart).orElse(subject.email());
        List<Place> found = new ArrayList<>();
        database.query(
                CANDIDATES,
                values -> values.add(subject.personId()).add(part),
                row -> isOf(subject, row)
                        && found.add(new Place(row.getObject("import_id", UUID.class), row.getLong("line"))));
        return found;
    }

    private boolean isOf(DataSubject subject, ResultSet row) throws SQLException {
        return subject.personId().equals(row.getObject("person_id", UUID.class))
                || RowResult.peopleIn(json.readTexts(row.getString("cells"))).contains(subject.personId());
    }

    private static void bind(Database.Values values, List<Place> found) throws SQLException {
        values.add("uuid", found.stream().map(Place::importId).toList())
                .add("int8", found.stream().map(Place::line).toList());
    }
}

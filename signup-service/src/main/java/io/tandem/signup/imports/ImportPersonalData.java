package io.tandem.signup.imports;

import io.tandem.signup.database.Database;
import io.tandem.signup.privacy.DataSubject;
import io.tandem.signup.privacy.ExportedRows;
import io.tandem.signup.privacy.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;

/**
 * Rows of people in reports of imports. A file that is still at work is gone when its import ends, and its rows of erased
 * people are refused.
 */
@ApplicationScoped
class ImportPersonalData implements PersonalData {
    // Where no address could be read, it may still stand in another column.
    private static final String OF_PERSON = """
            FROM import_row r WHERE person_id = ? OR person_id IS NULL AND cells IS NOT NULL
                AND EXISTS (SELECT FROM jsonb_each_text(cells) AS cell (name, said) WHERE lower(said) = ?)
            """;

    private final Database database;
    private final ExportedRows rows;

    ImportPersonalData(Database database, ExportedRows rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "importedRows";
    }

    @Override
    public List<?> export(DataSubject subject) {
        return rows.read("SELECT to_jsonb(r) " + OF_PERSON, values -> bind(values, subject));
    }

    @Override
    public long erase(DataSubject subject) {
        return database.update("DELETE " + OF_PERSON, values -> bind(values, subject));
    }

    private static void bind(Database.Values values, DataSubject subject) throws SQLException {
        values.add(subject.personId()).add(subject.email());
    }
}

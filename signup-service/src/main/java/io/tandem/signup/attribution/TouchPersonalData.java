package io.tandem.signup.attribution;

import io.tandem.signup.database.Database;
import io.tandem.signup.privacy.DataSubject;
import io.tandem.signup.privacy.ExportedRows;
import io.tandem.signup.privacy.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;

/** The visits of a person and of the browsers they signed up with. */
@ApplicationScoped
class TouchPersonalData implements PersonalData {
    private static final String OF_PERSON = "FROM touch WHERE person_id = ? OR anonymous_id = ANY (?)";

    private final Database database;
    private final ExportedRows rows;

    TouchPersonalData(Database database, ExportedRows rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "touches";
    }

    @Override
    public List<?> export(DataSubject subject) {
        return rows.read("SELECT to_jsonb(touch) " + OF_PERSON + " ORDER BY at", values -> bind(values, subject));
    }

    @Override
    public long erase(DataSubject subject) {
        return database.update("DELETE " + OF_PERSON, values -> bind(values, subject));
    }

    private static void bind(Database.Values values, DataSubject subject) throws SQLException {
        values.add(subject.personId()).add("text", List.copyOf(subject.anonymousIds()));
    }
}

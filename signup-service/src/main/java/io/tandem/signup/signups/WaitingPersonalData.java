package io.tandem.signup.signups;

import io.tandem.signup.database.Database;
import io.tandem.signup.privacy.DataSubject;
import io.tandem.signup.privacy.ExportedRows;
import io.tandem.signup.privacy.PersonalData;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** What is kept of people whose signups were refused, or wait for the confirmation of their address. */
@ApplicationScoped
class WaitingPersonalData implements PersonalData {
    private static final String CONFIRMATIONS = "signup_id IN (SELECT id FROM signup WHERE person_id = ?)";

    private final Database database;
    private final ExportedRows rows;

    WaitingPersonalData(Database database, ExportedRows rows) {
        this.database = database;
        this.rows = rows;
    }

    @Override
    public String kind() {
        return "waitingSignups";
    }

    @Override
    public List<?> export(DataSubject subject) {
        List<Object> found = new ArrayList<>();
        found.addAll(rows.read(
                "SELECT to_jsonb(r) FROM refused_signup r WHERE person_id = ?", v -> v.add(subject.personId())));
        found.addAll(rows.read(
                "SELECT to_jsonb(c) FROM signup_confirmation c WHERE " + CONFIRMATIONS,
                v -> v.add(subject.personId())));
        return found;
    }

    @Override
    public long erase(DataSubject subject) {
        return database.update("DELETE FROM refused_signup WHERE person_id = ?", v -> v.add(subject.personId()))
                + database.update(
                        "DELETE FROM signup_confirmation WHERE " + CONFIRMATIONS, v -> v.add(subject.personId()));
    }
}

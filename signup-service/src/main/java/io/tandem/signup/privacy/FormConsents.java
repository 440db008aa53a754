package io.tandem.signup.privacy;

import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** What people say about consents on the form. */
@ApplicationScoped
public class FormConsents {
    private static final String RECORD = """
            INSERT INTO consent (person_hash, purpose, version, granted, given_at, source_id, signup_id)
            SELECT person_hash(signup.person_id), said.purpose, said.version, said.granted, signup.signed_up_at,
                signup.source_id, signup.id
            FROM signup, jsonb_to_recordset(signup.consents) AS said (purpose text, version text, granted boolean)
            WHERE signup.id = ? AND signup.person_id IS NOT NULL
            """;

    private final Database database;

    FormConsents(Database database) {
        this.database = database;
    }

    /** The signup counts from now on, and with it what was said there. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(UUID signupId) {
        database.update(RECORD, values -> values.add(signupId));
    }
}

package io.tandem.signup.privacy;

import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** What people say about consents on the form. */
@ApplicationScoped
public class FormConsents {
    private static final String RECORD = """
            INSERT INTO consent (person_hash, purpose, version, granted, given_at, source_id, signup_id)
            SELECT person_hash(signup.person_id), said.purpose, said.version, said.granted,
                coalesce(said.at, signup.signed_up_at), signup.source_id, signup.id
            FROM signup, jsonb_to_recordset(signup.consents)
                AS said (purpose text, version text, granted boolean, at timestamptz)
            WHERE signup.id = ? AND signup.person_id IS NOT NULL
            """;

    // However many say the same at once, the second sees what the first said.
    private static final String LOCK = """
            SELECT status = 'UNCONFIRMED' AS waiting FROM signup WHERE id = ? AND person_id IS NOT NULL
            FOR NO KEY UPDATE
            """;

    // What waits for a confirmation counts as it was said last.
    private static final String SAY_INSTEAD = """
            UPDATE signup SET consents = now.said || coalesce((
                SELECT jsonb_agg(old) FROM jsonb_array_elements(consents) AS old
                WHERE NOT now.said @> jsonb_build_array(jsonb_build_object('purpose', old->'purpose'))), '[]')
            FROM (SELECT ?::jsonb AS said) AS now WHERE id = ?
            """;

    private static final String RECORD_WHAT_DIFFERS = """
            INSERT INTO consent (person_hash, purpose, version, granted, given_at, source_id, signup_id)
            SELECT person_hash(signup.person_id), said.purpose, said.version, said.granted, said.at,
                signup.source_id, signup.id
            FROM signup, jsonb_to_recordset(?::jsonb)
                AS said (purpose text, version text, granted boolean, at timestamptz)
            WHERE signup.id = ? AND NOT EXISTS (
                SELECT FROM (
                    SELECT version, granted FROM consent
                    WHERE person_hash = person_hash(signup.person_id) AND purpose = said.purpose
                    ORDER BY given_at DESC, place DESC LIMIT 1) AS current
                WHERE current.version = said.version AND current.granted = said.granted)
            """;

    private final Database database;
    private final Json json;

    FormConsents(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    /** The signup counts from now on, and with it what was said there. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(UUID signupId) {
        database.update(RECORD, values -> values.add(signupId));
    }

    /** The same signup was submitted again, perhaps with other words about consents. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void sayAgain(UUID signupId, List<ConsentStatement> said) {
        if (said.isEmpty()) {
            return;
        }
        String written = json.write(said);
        database.query(LOCK, values -> values.add(signupId), row -> row.getBoolean("waiting"))
                .forEach(waiting ->
                        database.update(waiting ? SAY_INSTEAD : RECORD_WHAT_DIFFERS, values -> values.add(written)
                                .add(signupId)));
    }
}

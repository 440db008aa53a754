package io.tandem.signup.attribution;

import io.tandem.contracts.Touch;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.TouchPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads paths as they are known now, not as they were at the signup. */
@ApplicationScoped
class AttributionService {
    private final Database database;
    private final TouchStatements statements;
    private final Json json;

    AttributionService(Database database, TouchStatements statements, Json json) {
        this.database = database;
        this.statements = statements;
        this.json = json;
    }

    @Transactional
    public Optional<AttributionView> of(UUID signupId) {
        return database.query("""
                        SELECT person_id, anonymous_id, self_reported, signed_up_at,
                            CASE WHEN status = 'IMPORTED' THEN utm ELSE '{}' END AS campaign
                        FROM signup WHERE id = ?
                        """, values -> values.add(signupId), row -> view(signupId, row)).stream()
                .findFirst();
    }

    private AttributionView view(UUID signupId, ResultSet signup) throws SQLException {
        Instant signedUpAt = Database.time(signup, "signed_up_at");
        UUID personId = signup.getObject("person_id", UUID.class);
        String anonymousId = signup.getString("anonymous_id");
        List<Touch> known = database.query(
                        TouchStatements.KNOWN,
                        values -> statements.bindKnown(values, anonymousId, personId, signedUpAt),
                        row -> statements.read(row.getString(1)))
                .get(0);
        List<Touch> imported = TouchPath.ofCampaign(signedUpAt, json.readTexts(signup.getString("campaign")));
        TouchPath path = TouchPath.until(
                signedUpAt, Stream.concat(known.stream(), imported.stream()).toList());
        return AttributionView.of(signupId, path, signup.getString("self_reported"));
    }
}

package io.tandem.signup.attribution;

import io.tandem.signup.database.Database;
import io.tandem.signup.domain.TouchPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Reads paths as they are known now, not as they were at the signup. */
@ApplicationScoped
class AttributionService {
    private final Database database;
    private final TouchStatements statements;

    AttributionService(Database database, TouchStatements statements) {
        this.database = database;
        this.statements = statements;
    }

    @Transactional
    public Optional<AttributionView> of(UUID signupId) {
        return database
                .query(
                        "SELECT person_id, anonymous_id, self_reported, signed_up_at FROM signup WHERE id = ?",
                        values -> values.add(signupId),
                        row -> view(signupId, row))
                .stream()
                .findFirst();
    }

    private AttributionView view(UUID signupId, ResultSet signup) throws SQLException {
        Instant signedUpAt =
                signup.getObject("signed_up_at", OffsetDateTime.class).toInstant();
        UUID personId = signup.getObject("person_id", UUID.class);
        String anonymousId = signup.getString("anonymous_id");
        TouchPath path = database.query(
                        TouchStatements.KNOWN,
                        values -> statements.bindKnown(values, anonymousId, personId, signedUpAt),
                        row -> TouchPath.until(signedUpAt, statements.read(row.getString(1))))
                .get(0);
        return AttributionView.of(signupId, path, signup.getString("self_reported"));
    }
}

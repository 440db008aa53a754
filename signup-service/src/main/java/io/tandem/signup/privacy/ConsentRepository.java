package io.tandem.signup.privacy;

import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements are only ever added; those made on a form are stored together with the signup. */
@ApplicationScoped
class ConsentRepository {
    private static final String INSERT = """
            INSERT INTO consent (person_hash, purpose, version, granted, given_at, actor, reason)
            VALUES (person_hash(?), ?, ?, ?, ?, ?, ?) RETURNING id
            """;

    private static final String HISTORY = """
            SELECT * FROM (
                SELECT *, row_number() OVER (PARTITION BY purpose ORDER BY given_at DESC, place DESC) = 1 AS current
                FROM consent WHERE person_hash = person_hash(?)
            ) AS history
            WHERE place < ? ORDER BY place DESC LIMIT ?
            """;

    private final Database database;

    ConsentRepository(Database database) {
        this.database = database;
    }

    UUID insert(UUID personId, ConsentStatementRequest said, Instant now, String actor) {
        return database.query(
                        INSERT,
                        values -> {
                            values.add(personId).add(said.purpose()).add(said.version());
                            values.add(said.granted()).add(now).add(actor).add(said.reason());
                        },
                        row -> row.getObject("id", UUID.class))
                .get(0);
    }

    /** The latest recorded first. */
    List<ConsentView> history(UUID personId, Optional<Long> before, int rows) {
        return database.query(
                HISTORY,
                values ->
                        values.add(personId).add(before.orElse(Long.MAX_VALUE)).add(rows),
                ConsentRepository::view);
    }

    private static ConsentView view(ResultSet row) throws SQLException {
        return new ConsentView(
                row.getObject("id", UUID.class),
                row.getString("purpose"),
                row.getString("version"),
                row.getBoolean("granted"),
                Database.time(row, "given_at"),
                row.getBoolean("current"),
                row.getObject("source_id", UUID.class),
                row.getObject("signup_id", UUID.class),
                row.getString("actor"),
                row.getString("reason"),
                row.getLong("place"));
    }
}

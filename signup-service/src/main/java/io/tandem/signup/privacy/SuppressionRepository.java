package io.tandem.signup.privacy;

import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The list of those who are not contacted. Its key is the hash, which outlives an erasure. */
@ApplicationScoped
class SuppressionRepository {
    private final Database database;

    SuppressionRepository(Database database) {
        this.database = database;
    }

    /** Empty if the person is suppressed already. */
    Optional<SuppressionView> insert(UUID personId, String email, String reason, String actor, Instant now) {
        String sql = """
                INSERT INTO suppression (id, person_hash, person_id, email, reason, suppressed_at, suppressed_by)
                VALUES (gen_random_uuid(), person_hash(?), ?, ?, ?, ?, ?)
                ON CONFLICT (person_hash) DO NOTHING RETURNING *
                """;
        return database
                .query(
                        sql,
                        values -> {
                            values.add(personId).add(personId).add(email);
                            values.add(reason).add(now).add(actor);
                        },
                        SuppressionRepository::view)
                .stream()
                .findFirst();
    }

    Optional<SuppressionView> find(UUID personId) {
        return database
                .query(
                        "SELECT * FROM suppression WHERE person_hash = person_hash(?)",
                        values -> values.add(personId),
                        SuppressionRepository::view)
                .stream()
                .findFirst();
    }

    Optional<SuppressionView> delete(UUID personId) {
        return database
                .query(
                        "DELETE FROM suppression WHERE person_hash = person_hash(?) RETURNING *",
                        values -> values.add(personId),
                        SuppressionRepository::view)
                .stream()
                .findFirst();
    }

    /** The latest first. */
    List<SuppressionView> page(Optional<Long> before, int rows) {
        return database.query(
                "SELECT * FROM suppression WHERE place < ? ORDER BY place DESC LIMIT ?",
                values -> values.add(before.orElse(Long.MAX_VALUE)).add(rows),
                SuppressionRepository::view);
    }

    private static SuppressionView view(ResultSet row) throws SQLException {
        return new SuppressionView(
                row.getObject("id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getString("email"),
                row.getString("reason"),
                Database.time(row, "suppressed_at"),
                row.getString("suppressed_by"),
                row.getLong("place"));
    }
}

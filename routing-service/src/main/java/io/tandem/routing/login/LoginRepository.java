package io.tandem.routing.login;

import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What Keycloak is to be told of reps: whatever differs here and there, so a change cannot be forgotten. */
@ApplicationScoped
public class LoginRepository {
    private static final String CLAIM = """
            INSERT INTO rep_login (rep_id, attempts, next_at)
            SELECT rep.id, 1, ?
            FROM rep LEFT JOIN rep_login AS login ON login.rep_id = rep.id
            WHERE login.active IS DISTINCT FROM rep.active AND (login.next_at IS NULL OR login.next_at <= ?)
            ORDER BY rep.id LIMIT ?
            ON CONFLICT (rep_id) DO UPDATE SET attempts = rep_login.attempts + 1, next_at = excluded.next_at
                WHERE rep_login.next_at <= ?
            RETURNING rep_id
            """;

    @Inject
    Database database;

    @Inject
    KeycloakUsers users;

    /** A rep of whom Keycloak is to be told. */
    record Due(UUID repId, String email, String name, boolean active, int attempts) {}

    /** Takes some that are due; nobody else does until {@code lease} is over. */
    List<Due> claim(Instant now, Duration lease, int most) {
        List<UUID> claimed =
                database.query(CLAIM, row -> row.getObject("rep_id", UUID.class), now.plus(lease), now, most, now);
        return database.query(
                """
                SELECT rep.id, email, name, rep.active, attempts FROM rep JOIN rep_login ON rep_id = rep.id
                WHERE rep.id = ANY (?) ORDER BY rep.id
                """,
                row -> new Due(
                        row.getObject("id", UUID.class),
                        row.getString("email"),
                        row.getString("name"),
                        row.getBoolean("active"),
                        row.getInt("attempts")),
                Column.of("uuid", claimed, id -> id));
    }

    /** @param userId null where there was nobody to switch off */
    void done(Due due, String userId, Instant now) {
        database.update("""
                UPDATE rep_login SET active = ?, user_id = ?, problem = NULL, attempts = 0, next_at = ?
                WHERE rep_id = ?
                """, due.active(), userId, now, due.repId());
    }

    void failed(Due due, String problem, Instant next) {
        database.update("UPDATE rep_login SET problem = ?, next_at = ? WHERE rep_id = ?", problem, next, due.repId());
    }

    /** By rep; where logins are not kept here there are none. */
    public Map<UUID, LoginView> views(Collection<UUID> repIds) {
        if (!users.areKept()) {
            return Map.of();
        }
        return database
                .query(
                        """
                        SELECT rep.id, rep.active, problem, coalesce(next_at, rep.created_at) AS next_at,
                               login.active IS DISTINCT FROM rep.active AS pending
                        FROM rep LEFT JOIN rep_login AS login ON rep_id = rep.id WHERE rep.id = ANY (?)
                        """,
                        row -> Map.entry(row.getObject("id", UUID.class), view(row)),
                        Column.of("uuid", repIds, id -> id))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static LoginView view(ResultSet row) throws SQLException {
        if (row.getBoolean("pending")) {
            Instant next = row.getObject("next_at", OffsetDateTime.class).toInstant();
            return new LoginView(LoginView.State.PENDING, row.getString("problem"), next);
        }
        LoginView.State state = row.getBoolean("active") ? LoginView.State.ENABLED : LoginView.State.DISABLED;
        return new LoginView(state, null, null);
    }
}

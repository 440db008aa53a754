package io.tandem.routing.assignment;

import io.tandem.routing.calendar.WorkingHours;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.rep.Role;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PoolRepository {
    private static final String POOLS = """
            SELECT pool.*,
                   (SELECT count(*) FROM pool_member WHERE pool_member.pool = pool.name) AS members,
                   (SELECT count(*) FROM handoff WHERE handoff.pool = pool.name AND status = 'QUEUED') AS queued
            FROM pool
            """;

    @Inject
    Database database;

    @Inject
    StoredJson json;

    List<PoolView> page(String afterName, int limit) {
        return database.query(POOLS + " WHERE name > ? ORDER BY name LIMIT ?", this::view, afterName, limit);
    }

    Optional<PoolView> find(String name) {
        return database.query(POOLS + " WHERE name = ?", this::view, name).stream()
                .findFirst();
    }

    /** @return whether there was none of this name */
    boolean add(String name, PoolDetails details) {
        return database.update(
                        """
                        INSERT INTO pool (name, description, role, after_hours, working_hours, manager)
                        VALUES (?, ?, ?, ?, ?::jsonb, ?) ON CONFLICT DO NOTHING
                        """,
                        name,
                        details.description(),
                        details.role(),
                        details.afterHours(),
                        json.write(details.workingHours()),
                        details.manager())
                > 0;
    }

    void update(String name, PoolDetails details) {
        database.update(
                """
                UPDATE pool SET description = ?, role = ?, after_hours = ?, working_hours = ?::jsonb, manager = ?
                WHERE name = ?
                """,
                details.description(),
                details.role(),
                details.afterHours(),
                json.write(details.workingHours()),
                details.manager(),
                name);
    }

    /** What waits goes to the successor, and so does what waits for pools that this one has succeeded. */
    void retire(String name, String successor) {
        database.update("UPDATE pool SET successor = ? WHERE name = ?", successor, name);
        database.update("UPDATE handoff SET pool = ? WHERE pool = ? AND status = 'QUEUED'", successor, name);
    }

    void join(String name, UUID repId, Integer weight) {
        database.update("""
                INSERT INTO pool_member (pool, rep_id, weight) VALUES (?, ?, ?::int)
                ON CONFLICT (pool, rep_id) DO UPDATE SET weight = excluded.weight
                """, name, repId, weight);
    }

    boolean leave(String name, UUID repId) {
        return database.update("DELETE FROM pool_member WHERE pool = ? AND rep_id = ?", name, repId) > 0;
    }

    private PoolView view(ResultSet row) throws SQLException {
        String role = row.getString("role");
        return new PoolView(
                row.getString("name"),
                row.getString("description"),
                role == null ? null : Role.valueOf(role),
                AfterHours.valueOf(row.getString("after_hours")),
                json.read(row.getString("working_hours"), WorkingHours.class),
                row.getString("manager"),
                row.getString("successor"),
                row.getLong("members"),
                row.getLong("queued"));
    }
}

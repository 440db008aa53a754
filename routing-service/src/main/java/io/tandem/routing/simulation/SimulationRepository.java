package io.tandem.routing.simulation;

import io.tandem.contracts.Motion;
import io.tandem.routing.storage.CopiedRows;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.TimeCursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SimulationRepository {
    @Inject
    Database database;

    void add(Simulation simulation) {
        database.update(
                """
                INSERT INTO simulation (id, status, request, policy, created_by, created_at)
                VALUES (?, ?, ?::jsonb, ?::jsonb, ?, ?)
                """,
                simulation.id(),
                simulation.status(),
                simulation.request(),
                simulation.policy(),
                simulation.createdBy(),
                simulation.createdAt());
    }

    Optional<Simulation> find(UUID id) {
        return database.query("SELECT * FROM simulation WHERE id = ?", SimulationRepository::simulation, id).stream()
                .findFirst();
    }

    /** Newest first. */
    List<Simulation> page(TimeCursor after, int limit) {
        return database.query(
                "SELECT * FROM simulation WHERE (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?",
                SimulationRepository::simulation,
                after.at(),
                after.id(),
                limit);
    }

    /** The oldest that nobody is at, also one that somebody left behind. */
    Optional<Simulation> claim(Instant now, Instant until) {
        return database.query("""
                UPDATE simulation SET status = 'RUNNING', attempts = attempts + 1, claimed_until = ?, done = 0
                WHERE id = (
                    SELECT id FROM simulation
                    WHERE status = 'QUEUED' OR status = 'RUNNING' AND claimed_until < ?
                    ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING *
                """, SimulationRepository::simulation, until, now).stream()
                .findFirst();
    }

    /** False if it is not the caller's any more: cancelled, or taken over after a pause. */
    boolean advance(Simulation simulation, Long total, long done, Instant until) {
        return database.update("""
                UPDATE simulation SET total = ?, done = ?, claimed_until = ?
                WHERE id = ? AND status = 'RUNNING' AND attempts = ?
                """, total, done, until, simulation.id(), simulation.attempts()) == 1;
    }

    /** Whether it was at work; who is at it finds out when it tells the next step. */
    boolean cancel(UUID id, Instant now) {
        return database.update(
                        "UPDATE simulation SET status = 'CANCELLED', ended_at = ? WHERE id = ? AND status IN"
                                + " ('QUEUED', 'RUNNING')",
                        now,
                        id)
                == 1;
    }

    void end(Simulation simulation, Simulation.Status status, String result, String failure, Instant now) {
        database.update("""
                UPDATE simulation SET status = ?, result = ?::jsonb, failure = ?, ended_at = ?,
                    done = coalesce(CASE WHEN ? = 'COMPLETED' THEN total END, done)
                WHERE id = ? AND status = 'RUNNING' AND attempts = ?
                """, status, result, failure, now, status, simulation.id(), simulation.attempts());
    }

    void forgetMoves(UUID id) {
        database.update("DELETE FROM simulation_move WHERE simulation_id = ?", id);
    }

    void addMoves(UUID id, List<SimulationMove> moves) {
        CopiedRows rows = new CopiedRows();
        for (SimulationMove move : moves) {
            rows.add(
                    id,
                    move.decidedAt(),
                    move.decisionId(),
                    move.accountId(),
                    move.motionBefore(),
                    move.motionAfter(),
                    move.ruleBefore(),
                    move.ruleAfter(),
                    move.poolBefore(),
                    move.poolAfter(),
                    move.ownerBefore(),
                    move.ownerAfter());
        }
        database.copy("""
                COPY simulation_move (simulation_id, decided_at, decision_id, account_id, motion_before, motion_after,
                    rule_before, rule_after, pool_before, pool_after, owner_before, owner_after) FROM STDIN
                """, rows);
    }

    long accountsMoved(UUID id) {
        return database.query(
                        "SELECT count(DISTINCT account_id) AS n FROM simulation_move WHERE simulation_id = ?",
                        row -> row.getLong("n"),
                        id)
                .get(0);
    }

    /** Newest decision first; a filter that is null lets everything pass. */
    List<SimulationMove> moves(UUID id, UUID accountId, Motion before, Motion after, TimeCursor from, int limit) {
        return database.query(
                """
                SELECT * FROM simulation_move
                WHERE simulation_id = ? AND (decided_at, decision_id) < (?, ?)
                  AND account_id = coalesce(?::uuid, account_id)
                  AND motion_before = coalesce(?::text, motion_before)
                  AND motion_after = coalesce(?::text, motion_after)
                ORDER BY decided_at DESC, decision_id DESC LIMIT ?
                """, SimulationRepository::move, id, from.at(), from.id(), accountId, before, after, limit);
    }

    void forget(Instant endedBefore) {
        database.update("""
                WITH forgotten AS (DELETE FROM simulation WHERE ended_at < ? RETURNING id)
                DELETE FROM simulation_move USING forgotten WHERE simulation_id = forgotten.id
                """, endedBefore);
    }

    private static Simulation simulation(ResultSet row) throws SQLException {
        return new Simulation(
                row.getObject("id", UUID.class),
                Simulation.Status.valueOf(row.getString("status")),
                row.getString("request"),
                row.getString("policy"),
                row.getInt("attempts"),
                row.getObject("total", Long.class),
                row.getLong("done"),
                row.getString("result"),
                row.getString("failure"),
                row.getString("created_by"),
                time(row, "created_at"),
                time(row, "ended_at"));
    }

    private static SimulationMove move(ResultSet row) throws SQLException {
        return new SimulationMove(
                row.getObject("decision_id", UUID.class),
                row.getObject("account_id", UUID.class),
                time(row, "decided_at"),
                Motion.valueOf(row.getString("motion_before")),
                Motion.valueOf(row.getString("motion_after")),
                row.getString("rule_before"),
                row.getString("rule_after"),
                row.getString("pool_before"),
                row.getString("pool_after"),
                row.getObject("owner_before", UUID.class),
                row.getObject("owner_after", UUID.class));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

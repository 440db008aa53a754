package io.tandem.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

@ApplicationScoped
class PolicyRepository {
    @Inject
    Database database;

    @Inject
    StoredJson json;

    @Inject
    TransactionSynchronizationRegistry transaction;

    private final Semaphore turn = new Semaphore(1, true);

    /**
     * Changes to versions go one after the other from here to the end of the transaction. Who waits for another of this
     * instance holds no connection meanwhile: fifty admins must not leave none for decisions.
     */
    void lock() {
        turn.acquireUninterruptibly();
        try {
            transaction.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    turn.release();
                }
            });
        } catch (RuntimeException notRegistered) {
            turn.release();
            throw notRegistered;
        }
        database.query("SELECT one FROM policy_lock FOR UPDATE", row -> true);
    }

    Optional<PolicyView> find(int version) {
        return one("SELECT * FROM policy WHERE version = ?", Integer.toString(version));
    }

    Optional<PolicyView> inForce() {
        return one("SELECT * FROM policy WHERE status = 'PUBLISHED'");
    }

    /** The latest first; a status that is null lets all pass. */
    List<PolicyView> page(PolicyStatus status, int before, int rows) {
        return database.query("""
                SELECT * FROM policy WHERE version::int < ? AND (?::text IS NULL OR status = ?)
                ORDER BY version::int DESC LIMIT ?
                """, this::view, before, status, status, rows);
    }

    boolean publishedByPeople(String shippedBy) {
        return database.query(
                        "SELECT EXISTS (SELECT FROM policy WHERE published_by <> ?)",
                        row -> row.getBoolean(1),
                        shippedBy)
                .get(0);
    }

    /** @param least the number that it has unless there are others already */
    int insertDraft(JsonNode definition, Integer copyOf, int least, String by, Instant now) {
        return database.query(
                        """
                        INSERT INTO policy (version, status, document, copy_of, created_by, created_at, changed_at)
                        SELECT greatest(coalesce(max(version::int), 0) + 1, ?)::text, 'DRAFT', ?::json, ?, ?, ?, ?
                        FROM policy
                        RETURNING version
                        """,
                        row -> row.getInt("version"),
                        least,
                        written(definition),
                        copyOf == null ? null : copyOf.toString(),
                        by,
                        now,
                        now)
                .get(0);
    }

    void change(int version, JsonNode definition, Instant now) {
        database.update(
                "UPDATE policy SET document = ?::json, revision = revision + 1, changed_at = ? WHERE version = ?",
                written(definition),
                now,
                Integer.toString(version));
    }

    void schedule(int version, Instant at, String by, String why) {
        database.update("""
                UPDATE policy SET status = 'SCHEDULED', publish_at = ?, published_by = ?, reason = ?,
                    revision = revision + 1
                WHERE version = ?
                """, at, by, why, Integer.toString(version));
    }

    void unschedule(int version) {
        database.update("""
                UPDATE policy SET status = 'DRAFT', publish_at = NULL, published_by = NULL, reason = NULL,
                    revision = revision + 1
                WHERE version = ?
                """, Integer.toString(version));
    }

    /** Takes the place of the version that is in force. Whoever reads sees either the one or the other. */
    void putInForce(int version, String by, String why, Instant now) {
        database.update("UPDATE policy SET status = 'RETIRED', retired_at = ? WHERE status = 'PUBLISHED'", now);
        database.update("""
                UPDATE policy SET status = 'PUBLISHED', published_at = ?, published_by = ?, reason = ?,
                    revision = revision + 1
                WHERE version = ?
                """, now, by, why, Integer.toString(version));
    }

    /** The latest first. */
    List<PolicyChangeView> changes(String subject) {
        return database.query(
                "SELECT at, who, what, before, after FROM audit_entry WHERE subject = ? ORDER BY id DESC",
                row -> PolicyChangeView.of(
                        instant(row, "at"),
                        row.getString("who"),
                        row.getString("what"),
                        tree(row.getString("before")),
                        tree(row.getString("after"))),
                subject);
    }

    /** Whoever sends back what they fetched of another version sends its number, too. */
    private String written(JsonNode definition) {
        return json.write(((ObjectNode) definition.deepCopy()).without("version"));
    }

    private JsonNode tree(String stored) {
        return stored == null ? MissingNode.getInstance() : json.tree(stored);
    }

    private Optional<PolicyView> one(String sql, Object... arguments) {
        return database.query(sql, this::view, arguments).stream().findFirst();
    }

    private PolicyView view(ResultSet row) throws SQLException {
        String copyOf = row.getString("copy_of");
        return new PolicyView(
                row.getInt("version"),
                PolicyStatus.valueOf(row.getString("status")),
                json.tree(row.getString("document")),
                row.getString("created_by"),
                instant(row, "created_at"),
                instant(row, "changed_at"),
                instant(row, "publish_at"),
                row.getString("published_by"),
                row.getString("reason"),
                instant(row, "published_at"),
                instant(row, "retired_at"),
                copyOf == null ? null : Integer.valueOf(copyOf),
                row.getInt("revision"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

package io.tandem.scoring.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.Measure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ApplicationScoped
class ModelRepository {
    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    /**
     * What everybody scores and counts by.
     *
     * @param version null before the first model is published
     */
    record InForce(Integer version, int generation) {}

    InForce inForce() {
        return inForce("");
    }

    /** Changes to versions go one after the other from here to the end of the transaction. */
    InForce lock() {
        return inForce(" FOR UPDATE");
    }

    private InForce inForce(String lock) {
        return database.query(
                        "SELECT version, generation FROM model_in_force" + lock,
                        row -> new InForce(row.getObject("version", Integer.class), row.getInt("generation")))
                .get(0);
    }

    Optional<ScoringModelView> find(int version) {
        return database.query("SELECT * FROM scoring_model WHERE version = ?", this::view, version).stream()
                .findFirst();
    }

    /** The latest first. */
    List<ScoringModelView> page(int before, int rows) {
        return database.query(
                "SELECT * FROM scoring_model WHERE version < ? ORDER BY version DESC LIMIT ?",
                this::view,
                before,
                rows);
    }

    Optional<ScoringModelView> withStatus(ScoringModelStatus status) {
        return database
                .query(
                        "SELECT * FROM scoring_model WHERE status = ? ORDER BY version LIMIT 1",
                        this::view,
                        status.name())
                .stream()
                .findFirst();
    }

    boolean publishedByPeople(String shippedBy) {
        return database.query(
                        "SELECT EXISTS (SELECT FROM scoring_model WHERE published_by <> ?)",
                        row -> row.getBoolean(1),
                        shippedBy)
                .get(0);
    }

    int insertDraft(JsonNode definition, String by, Instant now) {
        return database.query("""
                        INSERT INTO scoring_model (
                            version, status, revision, definition, created_by, created_at, changed_at)
                        SELECT coalesce(max(version), 0) + 1, 'DRAFT', 1, ?::jsonb, ?, ?, ? FROM scoring_model
                        RETURNING version
                        """, row -> row.getInt("version"), write(definition), by, now, now)
                .get(0);
    }

    void change(int version, JsonNode definition, Instant now) {
        database.update("""
                UPDATE scoring_model SET definition = ?::jsonb, revision = revision + 1, changed_at = ?
                WHERE version = ?
                """, write(definition), now, version);
    }

    void prepare(int version, String by, String why) {
        database.update("""
                UPDATE scoring_model SET status = 'PREPARING', published_by = ?, published_why = ? WHERE version = ?
                """, by, why, version);
    }

    /** Takes the place of the version that is published. To be called with the gate closed. */
    void putInForce(int version, Instant now) {
        database.update("UPDATE scoring_model SET status = 'RETIRED', retired_at = ? WHERE status = 'PUBLISHED'", now);
        database.update(
                "UPDATE scoring_model SET status = 'PUBLISHED', published_at = ? WHERE version = ?", now, version);
        database.update(
                "UPDATE model_in_force SET version = ?, renewed_to = '00000000-0000-0000-0000-000000000000'", version);
    }

    /** What is counted by those who count by this generation. */
    Map<String, Measure> measures(int generation) {
        return measures("SELECT id, definition FROM measure WHERE generation <= ?", generation);
    }

    /** What is counted since this generation. */
    Map<String, Measure> measuresSince(int generation) {
        return measures("SELECT id, definition FROM measure WHERE generation = ?", generation);
    }

    private Map<String, Measure> measures(String sql, int generation) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        database.query(
                sql,
                row -> measures.put(row.getString("id"), read(row.getString("definition"), Measure.class)),
                generation);
        return measures;
    }

    /** From now on these are counted too, and the calls kept are to be gone through for them. Needs the gate closed. */
    void count(Map<String, Measure> measures, int generation, Instant now) {
        database.update(
                """
                INSERT INTO measure (id, definition, generation)
                SELECT id, definition::jsonb, ? FROM unnest(?::text[], ?::text[]) AS m (id, definition) ORDER BY id
                """,
                generation,
                Database.Column.text(measures.keySet()),
                Database.Column.text(measures.values().stream().map(this::write).toList()));
        database.update("UPDATE model_in_force SET generation = ?", generation);
        database.update("""
                INSERT INTO measure_filling (generation, day, source_id, message_id, started_at)
                VALUES (?, '-infinity', '00000000-0000-0000-0000-000000000000', '', ?)
                """, generation, now);
    }

    boolean isFilling() {
        return database.query(
                        "SELECT EXISTS (SELECT FROM measure_filling WHERE finished_at IS NULL)",
                        row -> row.getBoolean(1))
                .get(0);
    }

    private ScoringModelView view(ResultSet row) throws SQLException {
        return new ScoringModelView(
                row.getInt("version"),
                ScoringModelStatus.valueOf(row.getString("status")),
                read(row.getString("definition"), JsonNode.class),
                row.getString("created_by"),
                Database.instant(row, "created_at"),
                Database.instant(row, "changed_at"),
                row.getString("published_by"),
                row.getString("published_why"),
                Database.instant(row, "published_at"),
                Database.instant(row, "retired_at"),
                row.getInt("revision"));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }

    private <T> T read(String stored, Class<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}

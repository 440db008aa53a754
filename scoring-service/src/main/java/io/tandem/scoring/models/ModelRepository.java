package io.tandem.scoring.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Json;
import io.tandem.scoring.domain.Measure;
import io.tandem.scoring.domain.WatchUse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@ApplicationScoped
class ModelRepository {
    private static final String IN_FORCE = "SELECT version, generation FROM model_in_force";
    private static final String COUNTED = " generation <= ? AND (retired IS NULL OR retired > ?)";

    @Inject
    Database database;

    @Inject
    Json json;

    /**
     * What everybody scores and counts by.
     *
     * @param version null before the first model is published
     */
    record InForce(Integer version, int generation) {}

    InForce inForce() {
        return inForce("");
    }

    Database.Answer<InForce> inForce(Database.RoundTrip trip) {
        return trip.query(IN_FORCE, ModelRepository::inForce);
    }

    /** Changes to versions go one after the other from here to the end of the transaction. */
    InForce lock() {
        return inForce(" FOR UPDATE");
    }

    private InForce inForce(String lock) {
        return database.query(IN_FORCE + lock, ModelRepository::inForce).get(0);
    }

    private static InForce inForce(ResultSet row) throws SQLException {
        return new InForce(row.getObject("version", Integer.class), row.getInt("generation"));
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
                        SELECT coalesce(max(version), 0) + 1, 'DRAFT', 1, ?::json, ?, ?, ? FROM scoring_model
                        RETURNING version
                        """, row -> row.getInt("version"), json.write(definition), by, now, now)
                .get(0);
    }

    void change(int version, JsonNode definition, Instant now) {
        database.update("""
                UPDATE scoring_model SET definition = ?::json, revision = revision + 1, changed_at = ?
                WHERE version = ?
                """, json.write(definition), now, version);
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
        return definitions("SELECT id, definition FROM measure WHERE" + COUNTED, Measure.class, generation, generation);
    }

    /** What is counted since this generation. */
    Map<String, Measure> measuresSince(int generation) {
        return definitions("SELECT id, definition FROM measure WHERE generation = ?", Measure.class, generation);
    }

    /** What signals look for, for those who count by this generation. */
    Map<String, WatchUse> watches(int generation) {
        return definitions("SELECT id, definition FROM watch WHERE" + COUNTED, WatchUse.class, generation, generation);
    }

    /** What signals look for since this generation. */
    Map<String, WatchUse> watchesSince(int generation) {
        return definitions("SELECT id, definition FROM watch WHERE generation = ?", WatchUse.class, generation);
    }

    private <T> Map<String, T> definitions(String sql, Class<T> type, Object... arguments) {
        Map<String, T> found = new LinkedHashMap<>();
        database.query(
                sql, row -> found.put(row.getString("id"), json.read(row.getString("definition"), type)), arguments);
        return found;
    }

    /** The version in force and those before it, the latest first. */
    List<Integer> latestPublished(int versions) {
        return database.query(
                "SELECT version FROM scoring_model WHERE status IN ('PUBLISHED', 'RETIRED')"
                        + " ORDER BY status, published_at DESC, version DESC LIMIT ?",
                row -> row.getInt(1),
                versions);
    }

    /** From this generation on these are not counted. Needs the gate closed. */
    void retire(Set<String> measures, Set<String> watches, int generation) {
        database.update(
                "UPDATE measure SET retired = ? WHERE id = ANY (?)", generation, Database.Column.text(measures));
        database.update("UPDATE watch SET retired = ? WHERE id = ANY (?)", generation, Database.Column.text(watches));
        database.update("UPDATE model_in_force SET generation = ?", generation);
    }

    ModelRetirement.Retired retired() {
        return new ModelRetirement.Retired(retired("measure"), retired("watch"));
    }

    private Set<String> retired(String table) {
        return new HashSet<>(
                database.query("SELECT id FROM " + table + " WHERE retired IS NOT NULL", row -> row.getString(1)));
    }

    void forget(ModelRetirement.Retired retired) {
        database.update(
                "DELETE FROM measure WHERE retired IS NOT NULL AND id = ANY (?)",
                Database.Column.text(retired.measures()));
        database.update(
                "DELETE FROM watch WHERE retired IS NOT NULL AND id = ANY (?)",
                Database.Column.text(retired.watches()));
    }

    /** What is looked for by those who count by this generation, all of which it was from the beginning. */
    void watch(Map<String, WatchUse> watches, int generation) {
        insert("watch", watches, generation);
    }

    private void insert(String table, Map<String, ?> definitions, int generation) {
        database.update(
                """
                INSERT INTO %s (id, definition, generation)
                SELECT id, definition::jsonb, ? FROM unnest(?::text[], ?::text[]) AS m (id, definition) ORDER BY id
                """.formatted(table),
                generation,
                Database.Column.text(definitions.keySet()),
                Database.Column.text(
                        definitions.values().stream().map(json::write).toList()));
    }

    /** From now on these are counted too, and the calls kept are to be gone through for them. Needs the gate closed. */
    void count(Map<String, Measure> measures, Map<String, WatchUse> watches, int generation, Instant now) {
        insert("measure", measures, generation);
        insert("watch", watches, generation);
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
                json.read(row.getString("definition"), JsonNode.class),
                row.getString("created_by"),
                Database.instant(row, "created_at"),
                Database.instant(row, "changed_at"),
                row.getString("published_by"),
                row.getString("published_why"),
                Database.instant(row, "published_at"),
                Database.instant(row, "retired_at"),
                row.getInt("revision"));
    }
}

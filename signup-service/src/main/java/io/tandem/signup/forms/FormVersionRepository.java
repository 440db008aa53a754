package io.tandem.signup.forms;

import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.FormDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class FormVersionRepository {
    private static final String COUNTING = """
            SELECT s.name, s.enabled, f.version, f.definition, f.retired_at,
                   (SELECT min(published_at) FROM form_version WHERE source_id = s.id) AS shipped_retired_at
            FROM source s
            LEFT JOIN form_version f ON f.source_id = s.id
                 AND (f.status = 'PUBLISHED' OR f.retired_at > now() - make_interval(hours => ?))
            WHERE s.id = ? ORDER BY f.retired_at DESC NULLS FIRST
            """;

    private final Database database;
    private final Json json;
    private final DefaultForm shipped;

    FormVersionRepository(Database database, Json json, DefaultForm shipped) {
        this.database = database;
        this.json = json;
        this.shipped = shipped;
    }

    Optional<SourceForm> formOf(UUID sourceId) {
        List<Counting> rows = database.query(
                COUNTING, values -> values.add((int) SourceForm.GRACE.toHours()).add(sourceId), this::counting);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        PublishedForm current = shipped.published();
        List<SourceForm.Retired> earlier = new ArrayList<>();
        for (Counting row : rows) {
            if (row.form() != null && row.retiredAt() == null) {
                current = row.form();
            } else if (row.form() != null) {
                earlier.add(new SourceForm.Retired(row.form(), row.retiredAt()));
            }
        }
        Counting any = rows.get(0);
        if (any.shippedRetiredAt() != null) {
            earlier.add(new SourceForm.Retired(shipped.published(), any.shippedRetiredAt()));
        }
        return Optional.of(new SourceForm(sourceId, any.sourceName(), any.enabled(), current, List.copyOf(earlier)));
    }

    /** Locks the source, so that its versions are numbered and published one after the other. */
    boolean lockSource(UUID sourceId) {
        return !database.query("SELECT 1 FROM source WHERE id = ? FOR UPDATE", v -> v.add(sourceId), row -> sourceId)
                .isEmpty();
    }

    int nextVersion(UUID sourceId) {
        return database.query(
                        "SELECT coalesce(max(version), 0) + 1 FROM form_version WHERE source_id = ?",
                        values -> values.add(sourceId),
                        row -> row.getInt(1))
                .get(0);
    }

    void insertDraft(UUID sourceId, int version, FormDefinition definition, String by, Instant now) {
        database.update("""
                INSERT INTO form_version (source_id, version, status, revision, definition, created_by, created_at, changed_at)
                VALUES (?, ?, 'DRAFT', 1, ?::jsonb, ?, ?, ?)
                """, values -> values.add(sourceId)
                .add(version)
                .add(json.write(definition))
                .add(by)
                .add(now)
                .add(now));
    }

    void change(UUID sourceId, int version, FormDefinition definition, Instant now) {
        database.update("""
                UPDATE form_version SET definition = ?::jsonb, revision = revision + 1, changed_at = ?
                WHERE source_id = ? AND version = ?
                """, values -> values.add(json.write(definition))
                .add(now)
                .add(sourceId)
                .add(version));
    }

    /** Takes the place of the version that is published, if there is one. */
    void publish(UUID sourceId, int version, String by, String why, Instant now) {
        database.update(
                "UPDATE form_version SET status = 'RETIRED', retired_at = ? WHERE source_id = ? AND status = 'PUBLISHED'",
                values -> values.add(now).add(sourceId));
        database.update(
                """
                UPDATE form_version SET status = 'PUBLISHED', published_by = ?, published_why = ?, published_at = ?
                WHERE source_id = ? AND version = ?
                """, values -> values.add(by).add(why).add(now).add(sourceId).add(version));
    }

    Optional<FormVersionView> find(UUID sourceId, int version) {
        return database
                .query(
                        "SELECT * FROM form_version WHERE source_id = ? AND version = ?",
                        values -> values.add(sourceId).add(version),
                        this::view)
                .stream()
                .findFirst();
    }

    /** Whatever became of it since it was published. */
    Optional<PublishedForm> published(UUID sourceId, int version) {
        return version == DefaultForm.VERSION
                ? Optional.of(shipped.published())
                : find(sourceId, version).map(found -> new PublishedForm(version, found.definition()));
    }

    /** The latest first. */
    List<FormVersionView> page(UUID sourceId, int before, int rows) {
        return database.query(
                "SELECT * FROM form_version WHERE source_id = ? AND version < ? ORDER BY version DESC LIMIT ?",
                values -> values.add(sourceId).add(before).add(rows),
                this::view);
    }

    private record Counting(
            String sourceName, boolean enabled, PublishedForm form, Instant retiredAt, Instant shippedRetiredAt) {}

    private Counting counting(ResultSet row) throws SQLException {
        String definition = row.getString("definition");
        PublishedForm form = definition == null
                ? null
                : new PublishedForm(row.getInt("version"), json.read(definition, FormDefinition.class));
        return new Counting(
                row.getString("name"),
                row.getBoolean("enabled"),
                form,
                Database.time(row, "retired_at"),
                Database.time(row, "shipped_retired_at"));
    }

    private FormVersionView view(ResultSet row) throws SQLException {
        return new FormVersionView(
                row.getInt("version"),
                FormStatus.valueOf(row.getString("status")),
                json.read(row.getString("definition"), FormDefinition.class),
                row.getString("created_by"),
                Database.time(row, "created_at"),
                Database.time(row, "changed_at"),
                row.getString("published_by"),
                row.getString("published_why"),
                Database.time(row, "published_at"),
                Database.time(row, "retired_at"),
                row.getInt("revision"));
    }
}

package io.tandem.signup.privacy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.PrivacyStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Requests for export and erasure, and what the services have answered. */
@ApplicationScoped
class PrivacyRequestRepository {
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    private static final String INSERT = """
            WITH asked AS (
                INSERT INTO privacy_request (id, kind, person_id, reason, requested_by, requested_at)
                VALUES (?, ?, ?, ?, ?, ?) RETURNING id
            )
            INSERT INTO privacy_answer (request_id, service)
            SELECT asked.id, service FROM asked, unnest(?::text[]) AS service
            """;

    // The first answer counts. An export of somebody who was erased meanwhile, or that is too old, is not kept.
    private static final String ANSWER = """
            INSERT INTO privacy_answer AS answer (request_id, service, answered_at, counts, data)
            SELECT id, ?, ?, ?::jsonb, CASE WHEN requested_at > ? AND NOT EXISTS (
                SELECT FROM erased_person WHERE person_id = privacy_request.person_id AND erased_at >= requested_at
            ) THEN ?::jsonb END
            FROM privacy_request WHERE id = ?
            ON CONFLICT (request_id, service) DO UPDATE SET
                answered_at = excluded.answered_at, counts = excluded.counts, data = excluded.data
            WHERE answer.answered_at IS NULL
            """;

    private static final String COMPLETE = """
            UPDATE privacy_request SET completed_at = now(), reason = CASE kind WHEN 'ERASE' THEN NULL ELSE reason END
            WHERE id = ? AND completed_at IS NULL
              AND NOT EXISTS (SELECT FROM privacy_answer WHERE request_id = id AND answered_at IS NULL)
            """;

    private static final String FORGET_EXPORTS = """
            UPDATE privacy_answer SET data = NULL FROM privacy_request
            WHERE data IS NOT NULL AND id = request_id AND coalesce(completed_at, requested_at) < ?
            """;

    private final Database database;
    private final Json json;
    private final ObjectMapper mapper;
    private final PrivacyConfig config;

    PrivacyRequestRepository(Database database, Json json, ObjectMapper mapper, PrivacyConfig config) {
        this.database = database;
        this.json = json;
        this.mapper = mapper;
        this.config = config;
    }

    void insert(UUID id, PrivacyKind kind, UUID personId, String reason, String actor, Instant now) {
        database.update(INSERT, values -> {
            values.add(id).add(kind.name()).add(personId).add(reason);
            values.add(actor).add(now).add("text", config.services());
        });
    }

    /** Keeps an answer, and sees whether it was the last. Answers to what was not asked are ignored. */
    void answer(UUID id, PrivacyKind kind, String service, Instant at, Map<String, Long> counts, Object data) {
        // Waits for an erasure of the same person, so that the next statement sees it.
        boolean asked = !database.query(
                        "SELECT id FROM privacy_request WHERE id = ? AND kind = ? FOR UPDATE",
                        values -> values.add(id).add(kind.name()),
                        row -> id)
                .isEmpty();
        if (asked) {
            database.update(ANSWER, values -> {
                values.add(service).add(at).add(json.write(counts));
                values.add(Instant.now().minus(config.exportsKept()));
                values.add(data == null ? null : json.write(data)).add(id);
            });
            database.update(COMPLETE, values -> values.add(id));
        }
    }

    Optional<PrivacyRequestView> find(UUID id) {
        return withAnswers(database.query(
                        "SELECT * FROM privacy_request WHERE id = ?", values -> values.add(id), this::view))
                .stream()
                .findFirst();
    }

    /** The latest first. */
    List<PrivacyRequestView> page(Optional<PrivacyCursor> after, int rows) {
        PrivacyCursor from = after.orElse(PrivacyCursor.FIRST);
        String sql = """
                SELECT * FROM privacy_request WHERE (requested_at, id) < (?, ?)
                ORDER BY requested_at DESC, id DESC LIMIT ?
                """;
        return withAnswers(database.query(
                sql, values -> values.add(from.requestedAt()).add(from.id()).add(rows), this::view));
    }

    Map<String, JsonNode> exported(UUID id) {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        database.query(
                "SELECT service, data FROM privacy_answer WHERE request_id = ? AND data IS NOT NULL ORDER BY service",
                values -> values.add(id),
                row -> parts.put(row.getString("service"), json.read(row.getString("data"), JsonNode.class)));
        return parts;
    }

    int forgetExportsBefore(Instant time) {
        return database.update(FORGET_EXPORTS, values -> values.add(time));
    }

    /** How many wait for an answer since before the given time. */
    long openSince(Instant time) {
        return database.query(
                        "SELECT count(*) FROM privacy_request WHERE completed_at IS NULL AND requested_at < ?",
                        values -> values.add(time),
                        row -> row.getLong(1))
                .get(0);
    }

    private PrivacyRequestView view(ResultSet row) throws SQLException {
        Instant requested = Database.time(row, "requested_at");
        Instant completed =
                Optional.ofNullable(Database.time(row, "completed_at")).orElse(null);
        return new PrivacyRequestView(
                row.getObject("id", UUID.class),
                PrivacyKind.valueOf(row.getString("kind")),
                row.getObject("person_id", UUID.class),
                row.getString("reason"),
                PrivacyStatus.of(requested, completed, Instant.now(), config.overdueAfter()),
                row.getString("requested_by"),
                requested,
                completed,
                new ArrayList<>());
    }

    private List<PrivacyRequestView> withAnswers(List<PrivacyRequestView> requests) {
        Map<UUID, PrivacyRequestView> byId = new HashMap<>();
        requests.forEach(request -> byId.put(request.id(), request));
        database.query(
                "SELECT * FROM privacy_answer WHERE request_id = ANY (?) ORDER BY request_id, service",
                values -> values.add("uuid", List.copyOf(byId.keySet())),
                row -> byId.get(row.getObject("request_id", UUID.class))
                        .services()
                        .add(answer(row)));
        return requests;
    }

    private PrivacyRequestView.ServiceAnswer answer(ResultSet row) throws SQLException {
        String counts = row.getString("counts");
        return new PrivacyRequestView.ServiceAnswer(
                row.getString("service"),
                Optional.ofNullable(Database.time(row, "answered_at")).orElse(null),
                counts == null ? null : mapper.convertValue(json.read(counts, JsonNode.class), COUNTS));
    }
}

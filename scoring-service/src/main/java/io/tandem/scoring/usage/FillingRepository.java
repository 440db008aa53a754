package io.tandem.scoring.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.signals.RollupService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The calls kept, and how far they have been gone through for new measures. */
@ApplicationScoped
class FillingRepository {
    private static final String CALL =
            "t.source_id, t.message_id, t.type, t.event, t.user_key, t.happened_at, t.properties::text, t.generation";

    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    /** Where the going through stands; the day as the database writes it, since the first lies before all others. */
    record Place(int generation, String day, UUID sourceId, String messageId) {}

    Optional<Place> lockUnfinished() {
        return database
                .queryInGate(
                        """
                        SELECT generation, day::text, source_id, message_id FROM measure_filling
                        WHERE finished_at IS NULL ORDER BY generation LIMIT 1 FOR UPDATE SKIP LOCKED
                        """,
                        row -> new Place(
                                row.getInt("generation"),
                                row.getString("day"),
                                row.getObject("source_id", UUID.class),
                                row.getString("message_id")))
                .stream()
                .findFirst();
    }

    List<KeptCall> next(Place after, int limit) {
        return database.query(
                "SELECT " + CALL + """
                         FROM tracked_event t
                        WHERE t.received_on = ?::date AND (t.source_id, t.message_id) > (?::uuid, ?)
                        ORDER BY t.source_id, t.message_id LIMIT ?
                        """, this::call, after.day(), after.sourceId(), after.messageId(), limit);
    }

    /** What the people of these accounts and of their parts did, as far as it is kept, in the order of keys. */
    List<KeptCall> ofAccounts(Collection<UUID> accounts, KeptCall after, int limit) {
        return database.query(
                "SELECT " + CALL + """
                         FROM tracked_event t
                        WHERE t.user_key IN (
                            SELECT i.key FROM unnest(?::uuid[]) AS r (id)
                            CROSS JOIN LATERAL (
                                SELECT r.id UNION ALL SELECT l.account_id FROM account_link l WHERE l.root_id = r.id
                            ) AS m (id)
                            JOIN identity i ON i.account_id = m.id)
                            AND (?::uuid IS NULL OR (t.source_id, t.message_id) > (?::uuid, ?))
                        ORDER BY t.source_id, t.message_id, t.received_on LIMIT ?
                        """,
                this::call,
                Database.Column.uuids(accounts),
                after == null ? null : after.sourceId(),
                after == null ? null : after.sourceId(),
                after == null ? null : after.call().messageId(),
                limit);
    }

    /** The first day of which calls are kept; today if there are none. */
    LocalDate firstDay(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return database.query("""
                        SELECT min(to_date(substr(c.relname, length('tracked_event_') + 1), 'YYYYMMDD')) AS day
                        FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
                        WHERE inhparent = 'tracked_event'::regclass
                        """, row -> {
                    LocalDate day = row.getObject("day", LocalDate.class);
                    return day == null || day.isAfter(today) ? today : day;
                })
                .get(0);
    }

    void advance(Place from, KeptCall last, int calls) {
        database.update(
                "UPDATE measure_filling SET source_id = ?, message_id = ?, calls = calls + ? WHERE generation = ?",
                last.sourceId(),
                last.call().messageId(),
                calls,
                from.generation());
    }

    /** False if there is no other day. */
    boolean advanceToNextDay(Place from) {
        return database.update("""
                        UPDATE measure_filling SET day = next.day, message_id = '',
                            source_id = '00000000-0000-0000-0000-000000000000'
                        FROM (
                            SELECT min(to_date(substr(c.relname, length('tracked_event_') + 1), 'YYYYMMDD')) AS day
                            FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
                            WHERE inhparent = 'tracked_event'::regclass
                                AND to_date(substr(c.relname, length('tracked_event_') + 1), 'YYYYMMDD') > ?::date
                        ) AS next
                        WHERE generation = ? AND next.day IS NOT NULL
                        """, from.day(), from.generation()) > 0;
    }

    void finish(Place place, Instant now) {
        database.update("UPDATE measure_filling SET finished_at = ? WHERE generation = ?", now, place.generation());
        database.update(
                "UPDATE watch SET known_since = ?::date WHERE generation = ?",
                firstDay(now).toString(),
                place.generation());
    }

    private KeptCall call(ResultSet row) throws SQLException {
        return new KeptCall(
                row.getObject("source_id", UUID.class),
                new RollupService.Call(
                        row.getString("user_key"),
                        row.getString("type"),
                        row.getString("event"),
                        properties(row.getString("properties")),
                        Database.instant(row, "happened_at"),
                        row.getString("message_id")),
                row.getInt("generation"));
    }

    private Map<String, Object> properties(String stored) {
        try {
            return stored == null ? Map.of() : json.readValue(stored, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}

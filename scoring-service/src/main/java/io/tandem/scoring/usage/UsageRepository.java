package io.tandem.scoring.usage;

import static io.tandem.scoring.database.Database.Column.numbers;
import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.identity.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

@ApplicationScoped
class UsageRepository {
    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    /**
     * Stores the calls that no day since then has yet, and returns them. A repetition on the same day meets the primary
     * key, one on another day the anti-join; both come through one partition of the topic, one after the other. What
     * somebody did before they were erased is not taken, be it under an id that nobody knew.
     */
    Unseen insertUnseen(Map<MessageKey, Arrived> calls, LocalDate since) {
        List<Arrived> arrived = List.copyOf(calls.values());
        List<TrackedEvent> all = column(arrived, Arrived::event);
        AtomicInteger generation = new AtomicInteger();
        Collection<Arrived> unseen = database.queryInGate(
                """
                INSERT INTO tracked_event (
                    received_on, source_id, message_id, type, event, user_key, happened_at, received_at, properties,
                    generation)
                SELECT e.received_on, e.source_id, e.message_id, e.type, e.event, e.user_key, e.happened_at,
                    e.received_at, e.properties::jsonb, (SELECT generation FROM model_in_force)
                FROM unnest(?::date[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                    ?::timestamptz[], ?::text[], ?::text[])
                    AS e (received_on, source_id, message_id, type, event, user_key, happened_at, received_at,
                        properties, person)
                WHERE NOT EXISTS (
                    SELECT FROM tracked_event t WHERE t.source_id = e.source_id AND t.message_id = e.message_id
                        AND t.received_on >= ? AND t.received_on < ?)
                AND (e.happened_at > (SELECT coalesce(max(erased_at), '-infinity') FROM erased_key) OR NOT EXISTS (
                    SELECT FROM erased_key k
                    WHERE e.happened_at <= k.erased_at AND k.key_hash IN (
                        sha256(convert_to(e.user_key, 'UTF8')), sha256(convert_to(e.person, 'UTF8')))))
                ORDER BY e.source_id, e.message_id COLLATE "C"
                ON CONFLICT DO NOTHING
                RETURNING source_id, message_id, generation
                """,
                row -> {
                    generation.set(row.getInt("generation"));
                    return calls.get(
                            new MessageKey(row.getObject("source_id", UUID.class), row.getString("message_id")));
                },
                new Column("date", column(all, call -> receivedOn(call).toString())),
                uuids(column(all, TrackedEvent::sourceId)),
                text(column(all, TrackedEvent::messageId)),
                text(column(all, TrackedEvent::type)),
                text(column(all, TrackedEvent::event)),
                text(column(arrived, one -> one.call().userKey())),
                times(column(arrived, one -> one.call().at())),
                times(column(all, TrackedEvent::receivedAt)),
                text(column(all, call -> json(call.properties()))),
                text(column(all, Statements::personOf)),
                since,
                otherDaysEnd(all, Instant.now()));
        return new Unseen(unseen, generation.get());
    }

    /**
     * The day before which repetitions are looked for. Of today that is today, which the primary key looks after; not in
     * its last hour, as another instance may live in tomorrow already.
     */
    static LocalDate otherDaysEnd(Collection<TrackedEvent> calls, Instant now) {
        LocalDate soon = LocalDate.ofInstant(now.plus(Duration.ofHours(1)), ZoneOffset.UTC);
        return calls.stream().allMatch(call -> receivedOn(call).equals(soon)) ? soon : soon.plusDays(1);
    }

    /**
     * Calls that were not stored before.
     *
     * @param generation of the measures that they are to be counted for
     */
    record Unseen(Collection<Arrived> calls, int generation) {}

    /** What a user did as one measure sees it. */
    private record Sum(
            String userKey, String measure, long events, BigDecimal weights, Instant firstAt, Instant lastAt) {
        static Sum of(Usage event) {
            return new Sum(event.userKey(), event.measure(), 1, event.weight(), event.at(), event.at());
        }

        Sum and(Sum other) {
            return new Sum(
                    userKey,
                    measure,
                    events + other.events,
                    weights.add(other.weights),
                    firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
                    lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt);
        }
    }

    /** Adds events to what their users did: added up here already, so that the database writes each row once. */
    void add(List<Usage> usage) {
        if (usage.isEmpty()) {
            return;
        }
        Map<String, Map<String, Sum>> byUser = new HashMap<>();
        usage.forEach(event -> byUser.computeIfAbsent(event.userKey(), user -> new HashMap<>())
                .merge(event.measure(), Sum.of(event), Sum::and));
        List<Sum> sums = byUser.values().stream()
                .flatMap(measures -> measures.values().stream())
                .toList();
        database.update(
                """
                INSERT INTO usage_sum AS u (user_key, measure, events, weights, last_at, first_at)
                SELECT e.user_key, e.measure, e.events, e.weights, e.last_at, e.first_at
                FROM unnest(?::text[], ?::text[], ?::int8[], ?::numeric[], ?::timestamptz[], ?::timestamptz[])
                    AS e (user_key, measure, events, weights, last_at, first_at)
                ORDER BY e.user_key COLLATE "C", e.measure COLLATE "C"
                ON CONFLICT (user_key, measure) DO UPDATE SET
                    events = u.events + excluded.events,
                    weights = u.weights + excluded.weights,
                    last_at = greatest(u.last_at, excluded.last_at),
                    first_at = least(u.first_at, excluded.first_at)
                """,
                text(column(sums, Sum::userKey)),
                text(column(sums, Sum::measure)),
                new Column("int8", column(sums, Sum::events)),
                numbers(column(sums, Sum::weights)),
                times(column(sums, Sum::lastAt)),
                times(column(sums, Sum::firstAt)));
        addDays(usage.stream().filter(Usage::daily).toList());
    }

    private void addDays(List<Usage> usage) {
        if (usage.isEmpty()) {
            return;
        }
        database.update(
                """
                INSERT INTO step_day AS s (user_key, measure, day, first_at, last_at, times)
                SELECT e.user_key, e.measure, (e.at AT TIME ZONE 'UTC')::date, min(e.at), max(e.at), step_times(array_agg(e.at))
                FROM unnest(?::text[], ?::text[], ?::timestamptz[]) AS e (user_key, measure, at)
                GROUP BY 1, 2, 3
                ORDER BY e.user_key COLLATE "C", e.measure COLLATE "C", 3
                ON CONFLICT (user_key, measure, day) DO UPDATE SET
                    first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at),
                    times = CASE WHEN excluded.times IS NOT NULL AND (s.times IS NOT NULL OR s.first_at = s.last_at)
                        THEN step_times(s.first_at || s.times || excluded.times) END
                WHERE excluded.first_at < s.first_at OR excluded.last_at > s.last_at
                    OR s.times IS NOT NULL AND NOT coalesce(excluded.times <@ s.times, false)
                """,
                text(column(usage, Usage::userKey)),
                text(column(usage, Usage::measure)),
                times(column(usage, Usage::at)));
    }

    static LocalDate receivedOn(TrackedEvent call) {
        return LocalDate.ofInstant(call.receivedAt(), ZoneOffset.UTC);
    }

    private String json(Map<String, Object> properties) {
        try {
            return properties == null ? null : json.writeValueAsString(properties);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }

    private static <E, T> List<T> column(List<E> rows, Function<E, T> value) {
        return rows.stream().map(value).toList();
    }
}

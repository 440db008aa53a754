package io.tandem.scoring.signals;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.database.Json;
import io.tandem.scoring.identity.Members;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** What users did by day. Counts are added, so neither order nor grouping matters. */
@ApplicationScoped
class RollupRepository {
    /** Days of one row of {@code usage_days}. */
    static final int BLOCK = 28;

    /** So many values of a property are told apart of a user, watch and day, or whoever sends any could send no end of them. */
    static final int MOST_THINGS = 50;

    @Inject
    Database database;

    @Inject
    Json json;

    /** A user's day. */
    record UserDay(String userKey, long epochDay) implements Comparable<UserDay> {
        @Override
        public int compareTo(UserDay other) {
            int byUser = userKey.compareTo(other.userKey);
            return byUser != 0 ? byUser : Long.compare(epochDay, other.epochDay);
        }

        private int block() {
            return (int) (epochDay / BLOCK);
        }
    }

    /**
     * Adds events of days. A statement may touch a row once, so a second day of one row waits for a second statement;
     * live batches need one.
     */
    void add(Map<UserDay, Integer> events) {
        Map<UserDay, Integer> left = new TreeMap<>(events);
        while (!left.isEmpty()) {
            List<String> users = new ArrayList<>();
            List<Integer> blocks = new ArrayList<>();
            List<Integer> slots = new ArrayList<>();
            List<Integer> counts = new ArrayList<>();
            var entries = left.entrySet().iterator();
            UserDay last = null;
            while (entries.hasNext()) {
                var entry = entries.next();
                UserDay day = entry.getKey();
                if (last == null || !last.userKey().equals(day.userKey()) || last.block() != day.block()) {
                    users.add(day.userKey());
                    blocks.add(day.block());
                    slots.add((int) (day.epochDay() % BLOCK) + 1);
                    counts.add(entry.getValue());
                    entries.remove();
                    last = day;
                }
            }
            database.update(
                    """
                    WITH e AS (
                        SELECT * FROM unnest(?::text[], ?::int[], ?::int[], ?::int[]) AS e (user_key, block, slot, events)
                    ), added AS (
                        UPDATE usage_days AS u SET events[e.slot] = u.events[e.slot] + e.events
                        FROM e WHERE u.user_key = e.user_key AND u.block = e.block
                        RETURNING u.user_key, u.block
                    )
                    INSERT INTO usage_days (user_key, block, events)
                    SELECT e.user_key, e.block,
                        array_fill(0, ARRAY[e.slot - 1]) || e.events || array_fill(0, ARRAY[28 - e.slot])
                    FROM e LEFT JOIN added a ON a.user_key = e.user_key AND a.block = e.block
                    WHERE a.user_key IS NULL
                    """,
                    text(users),
                    new Column("int4", blocks),
                    new Column("int4", slots),
                    new Column("int4", counts));
        }
    }

    private static final Comparator<WatchedEvent> BY_TIME =
            Comparator.comparing(WatchedEvent::at).thenComparing(WatchedEvent::messageId, Database.BY_BYTES);

    private static final Comparator<WatchedEvent> BY_ROW = Comparator.comparing(WatchedEvent::userKey)
            .thenComparing(WatchedEvent::watch)
            .thenComparing(WatchedEvent::day)
            .thenComparing(WatchedEvent::thing);

    /** What a row of {@code watched_day} is to have added. */
    private record Watched(WatchedEvent first, WatchedEvent last, long events) {
        Watched and(Watched other) {
            return new Watched(
                    BY_TIME.compare(first, other.first) <= 0 ? first : other.first,
                    BY_TIME.compare(last, other.last) >= 0 ? last : other.last,
                    events + other.events);
        }
    }

    /**
     * Adds watched events. Which is the first and the last is decided by time, not by arrival. They are added up here
     * already, so that the database writes each row once.
     */
    void watch(List<WatchedEvent> all) {
        Map<WatchedEvent, Watched> byRow = new TreeMap<>(BY_ROW);
        all.forEach(event -> byRow.merge(event, new Watched(event, event, 1), Watched::and));
        List<Watched> events = List.copyOf(byRow.values());
        database.update(
                """
                INSERT INTO watched_day AS w (
                    user_key, watch, day, thing, events, first_at, first_by, first_detail, last_at, last_by, last_detail)
                SELECT e.user_key, e.watch, e.day, e.thing, e.events, e.first_at, e.first_by, e.first_detail::jsonb,
                    e.last_at, e.last_by, e.last_detail::jsonb
                FROM unnest(?::text[], ?::text[], ?::date[], ?::text[], ?::int8[], ?::timestamptz[], ?::text[],
                    ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                    AS e (user_key, watch, day, thing, events, first_at, first_by, first_detail, last_at, last_by,
                        last_detail)
                ORDER BY e.user_key COLLATE "C", e.watch COLLATE "C", e.day, e.thing COLLATE "C"
                ON CONFLICT (user_key, watch, day, thing) DO UPDATE SET
                    events = w.events + excluded.events,
                    first_at = least(w.first_at, excluded.first_at),
                    first_by = CASE WHEN (excluded.first_at, excluded.first_by) < (w.first_at, w.first_by)
                        THEN excluded.first_by ELSE w.first_by END,
                    first_detail = CASE WHEN (excluded.first_at, excluded.first_by) < (w.first_at, w.first_by)
                        THEN excluded.first_detail ELSE w.first_detail END,
                    last_at = greatest(w.last_at, excluded.last_at),
                    last_by = CASE WHEN (excluded.last_at, excluded.last_by) > (w.last_at, w.last_by)
                        THEN excluded.last_by ELSE w.last_by END,
                    last_detail = CASE WHEN (excluded.last_at, excluded.last_by) > (w.last_at, w.last_by)
                        THEN excluded.last_detail ELSE w.last_detail END
                """,
                text(column(events, row -> row.first().userKey())),
                text(column(events, row -> row.first().watch())),
                new Column("date", column(events, row -> row.first().day().toString())),
                text(column(events, row -> row.first().thing())),
                new Column("int8", column(events, Watched::events)),
                times(column(events, row -> row.first().at())),
                text(column(events, row -> row.first().messageId())),
                text(column(events, row -> json.write(row.first().detail()))),
                times(column(events, row -> row.last().at())),
                text(column(events, row -> row.last().messageId())),
                text(column(events, row -> json.write(row.last().detail()))));
        keepFewThings(byRow.keySet().stream()
                .filter(event -> !event.thing().isEmpty())
                .toList());
    }

    /** Those whose hashes are least, so whatever comes in whatever order, the same stay and have all that happened. */
    private void keepFewThings(List<WatchedEvent> told) {
        if (told.isEmpty()) {
            return;
        }
        database.update(
                """
                DELETE FROM watched_day AS w USING (
                    SELECT DISTINCT user_key, watch, day FROM unnest(?::text[], ?::text[], ?::date[])
                        AS e (user_key, watch, day)
                ) AS e CROSS JOIN LATERAL (
                    SELECT t.thing FROM watched_day t
                    WHERE t.user_key = e.user_key AND t.watch = e.watch AND t.day = e.day
                    ORDER BY md5(t.thing), t.thing OFFSET ?
                ) AS more
                WHERE w.user_key = e.user_key AND w.watch = e.watch AND w.day = e.day AND w.thing = more.thing
                """,
                text(column(told, WatchedEvent::userKey)),
                text(column(told, WatchedEvent::watch)),
                new Column("date", column(told, event -> event.day().toString())),
                MOST_THINGS);
    }

    private static <E, T> List<T> column(List<E> rows, Function<E, T> value) {
        return rows.stream().map(value).toList();
    }

    /** The signals of the accounts of these users, and of these accounts, are looked at when they are scored next. */
    void waitFor(Collection<String> users, Collection<UUID> accounts) {
        database.update("""
                INSERT INTO signal_waiting (account_id)
                SELECT i.account_id FROM identity i WHERE i.key = ANY (?) AND i.account_id IS NOT NULL
                UNION SELECT unnest(?::uuid[])
                """, text(users), uuids(accounts));
    }

    /** Those of these accounts, or with a part, whose signals are waited for; they are not any more. */
    Set<UUID> takeWaiting(Collection<UUID> roots) {
        return new HashSet<>(database.query(
                "WITH " + Members.OF_ROOTS + """
                        , taken AS (
                            DELETE FROM signal_waiting w USING member m WHERE w.account_id = m.id RETURNING m.root_id
                        )
                        SELECT DISTINCT root_id FROM taken
                        """, row -> row.getObject("root_id", UUID.class), uuids(roots)));
    }

    /** Forgets days that are over. Of what matters only once the day is the epoch, which is kept. */
    int forgetBefore(LocalDate day) {
        return database.update(
                        "DELETE FROM watched_day WHERE day > DATE '1970-01-01' AND day < ?::date", day.toString())
                + database.update("DELETE FROM usage_days WHERE block < ?", (int) (day.toEpochDay() / BLOCK));
    }
}

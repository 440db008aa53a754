package io.tandem.scoring.signals;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Json;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.domain.UsageHistory;
import io.tandem.scoring.identity.Members;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the people of accounts did day by day, wherever they belonged when they did it. */
@ApplicationScoped
class HistoryRepository {
    @Inject
    Database database;

    @Inject
    SignalsConfig config;

    @Inject
    Json json;

    /** The first day that is kept. */
    LocalDate since(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(config.retentionDays() - 1L);
    }

    /** @param younger watches that are not recorded yet, with the day from which on all is known that they look for */
    Map<UUID, UsageHistory> of(
            Collection<UUID> roots, Collection<String> watches, Map<String, LocalDate> younger, Instant now) {
        LocalDate since = since(now);
        Map<UUID, List<UsageHistory.PersonDays>> people = people(roots, since);
        Map<UUID, List<UsageHistory.WatchedDay>> watched = watched(roots, watches, since);
        Map<String, LocalDate> knownSince = knownSince(watches);
        knownSince.putAll(younger);
        return roots.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        root -> new UsageHistory(
                                since,
                                config.retentionDays(),
                                people.getOrDefault(root, List.of()),
                                watched.getOrDefault(root, List.of()),
                                knownSince)));
    }

    private Map<String, LocalDate> knownSince(Collection<String> watches) {
        Map<String, LocalDate> known = new HashMap<>();
        database.query(
                "SELECT id, known_since FROM watch WHERE known_since IS NOT NULL AND id = ANY (?)",
                row -> known.put(row.getString("id"), row.getObject("known_since", LocalDate.class)),
                text(watches));
        return known;
    }

    private Map<UUID, List<UsageHistory.PersonDays>> people(Collection<UUID> roots, LocalDate since) {
        Map<UUID, Map<String, Person>> found = new HashMap<>();
        database.query(
                "WITH " + Members.OF_ROOTS + """
                    SELECT m.root_id, i.person, i.key, i.email, d.block, d.events,
                        department.value AS department, department.stated_at AS department_at,
                        team.value AS team, team.stated_at AS team_at
                    FROM member m
                    CROSS JOIN LATERAL (SELECT * FROM identity WHERE account_id = m.id OFFSET 0) AS i
                    LEFT JOIN LATERAL (
                        SELECT * FROM usage_days WHERE user_key = i.key AND block >= ? OFFSET 0) AS d ON true
                    LEFT JOIN LATERAL (
                        SELECT * FROM identity_fact WHERE subject = i.key AND kind = 'DEPARTMENT' OFFSET 0
                    ) AS department ON true
                    LEFT JOIN LATERAL (
                        SELECT * FROM identity_fact WHERE subject = i.key AND kind = 'GROUP' OFFSET 0) AS team ON true
                    """,
                row -> found.computeIfAbsent(row.getObject("root_id", UUID.class), root -> new LinkedHashMap<>())
                        .computeIfAbsent(row.getString("person"), key -> new Person())
                        .add(row, since, config.retentionDays()),
                uuids(roots),
                (int) (since.toEpochDay() / RollupRepository.BLOCK));
        Map<UUID, List<UsageHistory.PersonDays>> people = new HashMap<>();
        found.forEach((root, all) -> people.put(
                root,
                all.entrySet().stream()
                        .filter(entry -> entry.getValue().matters())
                        .map(entry -> entry.getValue().days(entry.getKey()))
                        .toList()));
        return people;
    }

    /** Somebody, put together from all keys under which they are known. */
    private static final class Person {
        private static final long[] NOTHING = {};

        private long[] events = NOTHING;
        private final Set<String> names = new HashSet<>();
        private String department;
        private Instant departmentAt = Instant.MIN;
        private String team;
        private Instant teamAt = Instant.MIN;

        private Person add(ResultSet row, LocalDate since, int days) throws SQLException {
            names.add(IdentityKey.idOf(row.getString("key")));
            if (row.getString("email") != null) {
                names.add(row.getString("email"));
            }
            String stated = row.getString("department");
            if (stated != null && later(row, "department_at", departmentAt, stated, department)) {
                department = stated;
                departmentAt = Database.instant(row, "department_at");
            }
            String group = row.getString("team");
            if (group != null && later(row, "team_at", teamAt, group, team)) {
                team = IdentityKey.idOf(group);
                teamAt = Database.instant(row, "team_at");
            }
            Array block = row.getArray("events");
            if (block != null) {
                events = events == NOTHING ? new long[days] : events;
                long first = (long) row.getInt("block") * RollupRepository.BLOCK - since.toEpochDay();
                Integer[] counts = (Integer[]) block.getArray();
                for (int i = 0; i < counts.length; i++) {
                    long day = first + i;
                    if (day >= 0 && day < events.length) {
                        events[(int) day] += counts[i];
                    }
                }
            }
            return this;
        }

        private static boolean later(ResultSet row, String column, Instant than, String value, String other)
                throws SQLException {
            int order = Database.instant(row, column).compareTo(than);
            return order > 0 || order == 0 && value.compareTo(other) > 0;
        }

        /** Who did nothing within the days kept is no part of any pattern, but for being one of a department. */
        private boolean matters() {
            return events != NOTHING || department != null;
        }

        private UsageHistory.PersonDays days(String person) {
            return new UsageHistory.PersonDays(
                    IdentityKey.idOf(person), isUser(person), department, team, names, events);
        }
    }

    private static boolean isUser(String person) {
        return !person.startsWith("a:");
    }

    private Map<UUID, List<UsageHistory.WatchedDay>> watched(
            Collection<UUID> roots, Collection<String> watches, LocalDate since) {
        Map<UUID, List<UsageHistory.WatchedDay>> watched = new HashMap<>();
        database.query(
                "WITH " + Members.OF_ROOTS + """
                    SELECT m.root_id, i.person, w.watch, w.day, w.thing, sum(w.events) AS events,
                        min(w.first_at) AS first_at,
                        (array_agg(w.first_detail ORDER BY w.first_at, w.first_by, w.user_key))[1]::text
                            AS first_detail,
                        max(w.last_at) AS last_at,
                        (array_agg(w.last_detail ORDER BY w.last_at DESC, w.last_by DESC, w.user_key))[1]::text
                            AS last_detail
                    FROM member m
                    CROSS JOIN LATERAL (SELECT * FROM identity WHERE account_id = m.id OFFSET 0) AS i
                    CROSS JOIN LATERAL (SELECT * FROM watched_day WHERE user_key = i.key OFFSET 0) AS w
                    WHERE w.watch = ANY (?) AND (w.day >= ?::date OR w.day = DATE '1970-01-01')
                    GROUP BY m.root_id, i.person, w.watch, w.day, w.thing
                    """,
                row -> watched.computeIfAbsent(row.getObject("root_id", UUID.class), root -> new ArrayList<>())
                        .add(new UsageHistory.WatchedDay(
                                row.getString("watch"),
                                IdentityKey.idOf(row.getString("person")),
                                isUser(row.getString("person")),
                                (int) Math.max(
                                        0, row.getObject("day", LocalDate.class).toEpochDay() - since.toEpochDay()),
                                row.getString("thing"),
                                row.getLong("events"),
                                Database.instant(row, "first_at"),
                                json.readMap(row.getString("first_detail")),
                                Database.instant(row, "last_at"),
                                json.readMap(row.getString("last_detail")))),
                uuids(roots),
                text(watches),
                since.toString());
        return watched;
    }
}

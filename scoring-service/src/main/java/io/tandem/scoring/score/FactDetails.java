package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.PersonId;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.domain.RuleUsage;
import io.tandem.scoring.identity.Members;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What only some models ask for: who did something, on which days, and which plan an account has. All is looked up by
 * key: a join would be planned by statistics that a new table does not have.
 */
@ApplicationScoped
class FactDetails {
    /**
     * @param usageOf what each account did by rule, to which the details are added
     * @param personal the measures of which it matters who did something
     * @return what adds them when the round trip is made
     */
    Runnable ask(
            Database.RoundTrip trip,
            Map<UUID, Map<String, RuleUsage>> usageOf,
            CompiledModel model,
            Set<String> personal) {
        Map<UUID, Map<String, List<RuleUsage.Day>>> days =
                model.daily().isEmpty() ? Map.of() : days(trip, usageOf.keySet(), model.daily());
        Map<UUID, Map<String, List<RuleUsage.OfPerson>>> people =
                personal.isEmpty() ? Map.of() : people(trip, usageOf.keySet(), personal);
        return () -> {
            add(days, model, usageOf, RuleUsage::onDays);
            add(people, model, usageOf, RuleUsage::by);
        };
    }

    /**
     * The plan of each account that was stated last, in a call that names a group or a person and its trait plan; filled
     * when the round trip is made.
     */
    Map<UUID, String> plans(Database.RoundTrip trip, Collection<UUID> roots, CompiledModel model) {
        Map<UUID, String> plans = new HashMap<>();
        if (model.asksForPlan()) {
            trip.query(
                    "WITH " + Members.OF_ROOTS + """
                            SELECT DISTINCT ON (m.root_id) m.root_id, f.value
                            FROM member m
                            CROSS JOIN LATERAL (SELECT key FROM identity WHERE account_id = m.id OFFSET 0) AS i
                            CROSS JOIN LATERAL (
                                SELECT * FROM identity_fact WHERE subject = i.key AND kind = 'PLAN' OFFSET 0) AS f
                            ORDER BY m.root_id, f.stated_at DESC, f.stated_by DESC, f.value
                            """,
                    row -> plans.put(row.getObject("root_id", UUID.class), row.getString("value")),
                    uuids(roots));
        }
        return plans;
    }

    private interface Adding<T> {
        RuleUsage to(RuleUsage usage, List<T> details);
    }

    private static <T> void add(
            Map<UUID, Map<String, List<T>>> found,
            CompiledModel model,
            Map<UUID, Map<String, RuleUsage>> usageOf,
            Adding<T> adding) {
        found.forEach((account, byMeasure) -> byMeasure.forEach(
                (measure, details) -> model.rulesOf().get(measure).forEach(rule -> usageOf.getOrDefault(
                                account, Map.of())
                        .computeIfPresent(rule, (name, usage) -> adding.to(usage, details)))));
    }

    private static Map<UUID, Map<String, List<RuleUsage.Day>>> days(
            Database.RoundTrip trip, Collection<UUID> roots, Collection<String> measures) {
        Map<UUID, Map<String, List<RuleUsage.Day>>> days = new HashMap<>();
        trip.query(
                "WITH " + Members.OF_ROOTS + """
                        SELECT m.root_id, s.measure, min(s.first_at) AS first_at, max(s.last_at) AS last_at,
                            CASE WHEN bool_and(s.times IS NOT NULL OR s.first_at = s.last_at)
                                THEN step_times(array_agg(t.at)) END AS times
                        FROM member m
                        CROSS JOIN LATERAL (SELECT key FROM identity WHERE account_id = m.id OFFSET 0) AS i
                        CROSS JOIN LATERAL (SELECT * FROM step_day WHERE user_key = i.key OFFSET 0) AS s
                        CROSS JOIN LATERAL unnest(coalesce(s.times, ARRAY[s.first_at])) AS t (at)
                        WHERE s.measure = ANY (?)
                        GROUP BY m.root_id, s.measure, s.day
                        """,
                row -> of(days, row.getObject("root_id", UUID.class), row.getString("measure"))
                        .add(day(row)),
                uuids(roots),
                text(measures));
        return days;
    }

    private static RuleUsage.Day day(ResultSet row) throws SQLException {
        Array times = row.getArray("times");
        return new RuleUsage.Day(
                row.getTimestamp("first_at").toInstant(),
                row.getTimestamp("last_at").toInstant(),
                times == null
                        ? List.of()
                        : Stream.of((Timestamp[]) times.getArray())
                                .map(Timestamp::toInstant)
                                .toList());
    }

    private static Map<UUID, Map<String, List<RuleUsage.OfPerson>>> people(
            Database.RoundTrip trip, Collection<UUID> roots, Collection<String> measures) {
        Map<UUID, Map<String, List<RuleUsage.OfPerson>>> people = new HashMap<>();
        trip.query(
                "WITH " + Members.OF_ROOTS + """
                        SELECT m.root_id, u.measure, i.person, max(i.email) AS email, max(i.name) AS name, max(i.role) AS role,
                            min(substr(i.key, 3)) FILTER (WHERE i.key LIKE 'u:%') AS user_id,
                            sum(u.events) AS events, sum(u.weights) AS weights, max(u.last_at) AS last_at
                        FROM member m
                        CROSS JOIN LATERAL (SELECT * FROM identity WHERE account_id = m.id OFFSET 0) AS i
                        CROSS JOIN LATERAL (SELECT * FROM usage_sum WHERE user_key = i.key OFFSET 0) AS u
                        WHERE u.measure = ANY (?)
                        GROUP BY m.root_id, u.measure, i.person
                        """,
                row -> {
                    String email = row.getString("email");
                    AccountPerson person = new AccountPerson(
                            email == null ? null : PersonId.ofEmail(email),
                            row.getString("user_id"),
                            email,
                            row.getString("name"),
                            row.getString("role"),
                            row.getLong("events"),
                            Database.instant(row, "last_at"),
                            false);
                    return of(people, row.getObject("root_id", UUID.class), row.getString("measure"))
                            .add(new RuleUsage.OfPerson(
                                    IdentityKey.idOf(row.getString("person")),
                                    person,
                                    row.getLong("events"),
                                    row.getBigDecimal("weights"),
                                    person.lastSeenAt()));
                },
                uuids(roots),
                text(measures));
        return people;
    }

    private static <T> List<T> of(Map<UUID, Map<String, List<T>>> found, UUID account, String measure) {
        return found.computeIfAbsent(account, none -> new HashMap<>())
                .computeIfAbsent(measure, none -> new ArrayList<>());
    }
}

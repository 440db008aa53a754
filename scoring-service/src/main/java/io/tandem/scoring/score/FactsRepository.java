package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.uuids;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.UsageFacts;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.Arrival;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.domain.RuleUsage;
import io.tandem.scoring.domain.ScoringModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Sums up what an account's people are and did. An account owns no usage: its usage is that of its people. */
@ApplicationScoped
class FactsRepository {
    private static final int MOST_PEOPLE = 50;
    private static final Duration ACTIVE = Duration.ofDays(30);

    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    List<AccountFacts> of(List<Account> accounts, Instant now) {
        List<UUID> ids = accounts.stream().map(Account::id).toList();
        Map<UUID, Map<String, RuleUsage>> usage = usage(ids);
        Map<UUID, List<Person>> people = people(ids, now);
        return accounts.stream()
                .map(account -> facts(
                        account,
                        usage.getOrDefault(account.id(), Map.of()),
                        people.getOrDefault(account.id(), List.of())))
                .toList();
    }

    private static AccountFacts facts(Account account, Map<String, RuleUsage> usage, List<Person> people) {
        return new AccountFacts(
                account.id(),
                account.domain(),
                account.name(),
                account.signup(),
                usage,
                people.isEmpty() ? UsageFacts.NONE : people.get(0).usageOfAll(),
                people.stream()
                        .filter(person -> person.user() && person.arrivalRank() <= ScoringModel.SignalRule.MOST_PEOPLE)
                        .sorted(Comparator.comparingLong(Person::arrivalRank))
                        .map(person -> new Arrival(person.who(), person.firstSeenAt()))
                        .toList(),
                people.stream()
                        .filter(person -> person.activityRank() <= MOST_PEOPLE)
                        .sorted(Comparator.comparingLong(Person::activityRank))
                        .map(Person::person)
                        .toList(),
                people.isEmpty() ? 0 : people.get(0).known());
    }

    private Map<UUID, Map<String, RuleUsage>> usage(Collection<UUID> accounts) {
        Map<UUID, Map<String, RuleUsage>> usage = new HashMap<>();
        database.query(
                """
                SELECT i.account_id, u.rule, sum(u.events) AS events, sum(u.weights) AS weights,
                    min(u.first_at) AS first_at, max(u.last_at) AS last_at,
                    (array_agg(i.person ORDER BY u.first_at, u.first_by, i.person))[1] AS first_by,
                    (array_agg(u.first_detail ORDER BY u.first_at, u.first_by, i.person))[1]::text AS first_detail
                FROM identity i JOIN usage_sum u ON u.user_key = i.key
                WHERE i.account_id = ANY (?)
                GROUP BY i.account_id, u.rule
                """,
                row -> usage.computeIfAbsent(row.getObject("account_id", UUID.class), id -> new HashMap<>())
                        .put(
                                row.getString("rule"),
                                new RuleUsage(
                                        row.getString("rule"),
                                        row.getLong("events"),
                                        row.getBigDecimal("weights"),
                                        Database.instant(row, "first_at"),
                                        Database.instant(row, "last_at"),
                                        IdentityKey.idOf(row.getString("first_by")),
                                        detail(row.getString("first_detail")))),
                uuids(accounts));
        return usage;
    }

    private Map<String, Object> detail(String stored) {
        try {
            ObjectReader reader = json.readerFor(new TypeReference<Map<String, Object>>() {});
            return reader.readValue(stored);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The people that some list needs; whoever is known only as an anonymous id is no user yet. */
    private Map<UUID, List<Person>> people(Collection<UUID> accounts, Instant now) {
        return database
                .query(
                        """
                        WITH person AS (
                            SELECT account_id, person, max(email) AS email, max(name) AS name, max(role) AS role,
                                min(substr(key, 3)) FILTER (WHERE key LIKE 'u:%') AS user_id, sum(events) AS events,
                                min(first_seen_at) AS first_seen_at, max(last_seen_at) AS last_seen_at,
                                person NOT LIKE 'a:%' AND min(first_seen_at) IS NOT NULL AS is_user
                            FROM identity WHERE account_id = ANY (?)
                            GROUP BY account_id, person
                        ), ranked AS (
                            SELECT *,
                                row_number() OVER (PARTITION BY account_id ORDER BY events DESC, person)
                                    AS activity_rank,
                                row_number() OVER (
                                    PARTITION BY account_id ORDER BY is_user DESC, first_seen_at, person)
                                    AS arrival_rank,
                                count(*) OVER account AS known,
                                count(*) FILTER (WHERE is_user) OVER account AS users,
                                count(*) FILTER (WHERE is_user AND last_seen_at > ?) OVER account AS active_users,
                                sum(events) OVER account AS all_events,
                                min(first_seen_at) OVER account AS first_of_all,
                                max(last_seen_at) OVER account AS last_of_all
                            FROM person
                            WINDOW account AS (PARTITION BY account_id)
                        )
                        SELECT * FROM ranked WHERE activity_rank <= ? OR arrival_rank <= ?
                        """,
                        Person::read,
                        uuids(accounts),
                        now.minus(ACTIVE),
                        MOST_PEOPLE,
                        ScoringModel.SignalRule.MOST_PEOPLE)
                .stream()
                .collect(Collectors.groupingBy(Person::accountId));
    }

    /** Somebody, and beside it the sums over everybody at the account. */
    private record Person(
            UUID accountId,
            String who,
            boolean user,
            Instant firstSeenAt,
            long activityRank,
            long arrivalRank,
            int known,
            UsageFacts usageOfAll,
            AccountPerson person) {

        static Person read(ResultSet row) throws SQLException {
            String email = row.getString("email");
            return new Person(
                    row.getObject("account_id", UUID.class),
                    IdentityKey.idOf(row.getString("person")),
                    row.getBoolean("is_user"),
                    Database.instant(row, "first_seen_at"),
                    row.getLong("activity_rank"),
                    row.getLong("arrival_rank"),
                    row.getInt("known"),
                    new UsageFacts(
                            row.getLong("all_events"),
                            row.getInt("active_users"),
                            row.getInt("users"),
                            Database.instant(row, "first_of_all"),
                            Database.instant(row, "last_of_all")),
                    new AccountPerson(
                            email == null ? null : PersonId.ofEmail(email),
                            row.getString("user_id"),
                            email,
                            row.getString("name"),
                            row.getString("role"),
                            row.getLong("events"),
                            Database.instant(row, "last_seen_at"),
                            false));
        }
    }
}

package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.UsageFacts;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.domain.SignalRule;
import io.tandem.scoring.identity.Members;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** The people of accounts. */
@ApplicationScoped
class PeopleRepository {
    static final int MOST_PEOPLE = 50;

    private static final Duration ACTIVE = Duration.ofDays(30);

    /** The people that some list needs; whoever is known only as an anonymous id is no user yet. */
    Database.Answer<Person> of(Database.RoundTrip trip, Collection<UUID> roots, Instant now) {
        return trip.query(
                "WITH " + Members.OF_ROOTS + """
                                , person AS (
                                    SELECT m.root_id AS account_id, i.person, max(i.email) AS email,
                                        max(i.name) AS name, max(i.role) AS role,
                                        min(substr(i.key, 3)) FILTER (WHERE i.key LIKE 'u:%') AS user_id,
                                        sum(i.events) AS events, min(i.first_seen_at) AS first_seen_at,
                                        max(i.last_seen_at) AS last_seen_at,
                                        i.person NOT LIKE 'a:%' AS is_known,
                                        i.person NOT LIKE 'a:%' AND min(i.first_seen_at) IS NOT NULL AS is_user,
                                        coalesce((
                                            SELECT bool_and(s.do_not_lead) FROM signup s WHERE s.person = i.person
                                        ), false) AS do_not_lead
                                    FROM member m
                                    CROSS JOIN LATERAL (SELECT * FROM identity WHERE account_id = m.id OFFSET 0) AS i
                                    GROUP BY m.root_id, i.person
                                ), ranked AS (
                                    SELECT *,
                                        row_number() OVER (PARTITION BY account_id ORDER BY events DESC, person)
                                            AS activity_rank,
                                        row_number() OVER (
                                            PARTITION BY account_id ORDER BY is_user DESC, first_seen_at, person)
                                            AS arrival_rank,
                                        count(*) OVER account AS known,
                                        count(*) FILTER (WHERE is_user) OVER account AS users,
                                        count(*) FILTER (WHERE is_user AND last_seen_at > ?) OVER account
                                            AS active_users,
                                        sum(events) OVER account AS all_events,
                                        min(first_seen_at) OVER account AS first_of_all,
                                        max(last_seen_at) OVER account AS last_of_all,
                                        coalesce(bool_and(do_not_lead) FILTER (WHERE is_known) OVER account, false)
                                            AS nobody_to_lead
                                    FROM person
                                    WINDOW account AS (PARTITION BY account_id)
                                )
                                SELECT * FROM ranked WHERE activity_rank <= ? OR arrival_rank <= ?
                                """,
                Person::read,
                uuids(roots),
                now.minus(ACTIVE),
                MOST_PEOPLE,
                SignalRule.MOST_PEOPLE);
    }

    /**
     * Somebody, and beside it the sums over everybody at the account.
     *
     * @param nobodyToLead whether everybody known by email or user id is not to be led with sales
     */
    record Person(
            UUID accountId,
            String who,
            boolean user,
            Instant firstSeenAt,
            long activityRank,
            long arrivalRank,
            int known,
            UsageFacts usageOfAll,
            boolean nobodyToLead,
            AccountPerson person) {

        /** Whether anybody at the account did anything, or said of themselves by a call what they are. */
        boolean didAnything() {
            return usageOfAll.firstSeenAt() != null;
        }

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
                    row.getBoolean("nobody_to_lead"),
                    new AccountPerson(
                            email == null ? null : PersonId.ofEmail(email),
                            row.getString("user_id"),
                            email,
                            row.getString("name"),
                            row.getString("role"),
                            row.getLong("events"),
                            Database.instant(row, "last_seen_at"),
                            row.getBoolean("do_not_lead")));
        }
    }
}

package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.numbers;
import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.SignupQualified;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.domain.Attribution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The accounts and what the others were told of them. Rows are always locked in the order of their ids. */
@ApplicationScoped
class AccountRepository {
    private static final String COLUMNS = """
            SELECT a.id, a.domain, coalesce(a.signup_name, a.label) AS name, a.signup, a.activation_told,
                a.told_total, a.told_grade, a.told_people,
                ARRAY(SELECT s.name FROM signal s WHERE s.account_id = a.id) AS signals
            FROM account a
            """;

    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    /** Makes sure that these accounts exist under their present names. */
    void know(Collection<Attribution> accounts) {
        List<Attribution> all = List.copyOf(accounts);
        if (all.isEmpty()) {
            return;
        }
        database.update(
                """
                INSERT INTO account AS a (id, domain, label)
                SELECT k.id, k.domain, k.label FROM unnest(?::uuid[], ?::text[], ?::text[]) AS k (id, domain, label)
                ORDER BY k.id
                ON CONFLICT (id) DO UPDATE SET label = excluded.label
                """,
                uuids(column(all, Attribution::accountId)),
                text(column(all, Attribution::domain)),
                text(column(all, Attribution::label)));
    }

    /** Keeps of each account the latest signup. */
    void signedUp(List<SignupQualified> signups) {
        database.update(
                """
                INSERT INTO account AS a (id, domain, label, signup, signup_id, signup_name, signed_up_at)
                SELECT DISTINCT ON (s.id) s.id, s.domain, s.label, s.signup::jsonb, s.signup_id, s.name, s.at
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::timestamptz[])
                    AS s (id, domain, label, signup, signup_id, name, at)
                ORDER BY s.id, s.at DESC, s.signup_id DESC
                ON CONFLICT (id) DO UPDATE SET
                    signup = excluded.signup, signup_id = excluded.signup_id, signup_name = excluded.signup_name,
                    signed_up_at = excluded.signed_up_at
                WHERE a.signup_id IS NULL
                    OR (excluded.signed_up_at, excluded.signup_id) > (a.signed_up_at, a.signup_id)
                """,
                uuids(column(signups, SignupQualified::accountId)),
                text(column(signups, SignupQualified::domain)),
                text(column(
                        signups,
                        signup -> signup.domain() != null
                                ? signup.domain()
                                : signup.answers().email())),
                text(column(signups, signup -> write(signup.answers()))),
                uuids(column(signups, signup -> signup.answers().signupId())),
                text(column(signups, SignupQualified::accountName)),
                times(column(signups, signup -> signup.answers().signedUpAt())));
    }

    List<Account> lock(Collection<UUID> ids) {
        return database.query(
                COLUMNS + "WHERE a.id = ANY (?) ORDER BY a.id FOR UPDATE OF a", this::account, uuids(ids));
    }

    List<Account> find(Collection<UUID> ids) {
        return database.query(COLUMNS + "WHERE a.id = ANY (?)", this::account, uuids(ids));
    }

    /** Accounts whose engagement has decayed since this time, those longest unscored first. */
    List<UUID> staleSince(Instant time, int limit) {
        return database.query("""
                SELECT id FROM account WHERE engagement > 0 AND scored_at < ?
                ORDER BY scored_at LIMIT ? FOR UPDATE SKIP LOCKED
                """, row -> row.getObject("id", UUID.class), time, limit);
    }

    void save(List<ScoredAccount> scored, Instant now) {
        database.update(
                """
                UPDATE account AS a SET
                    total = s.total, engagement = s.engagement, grade = s.grade, people = s.people, scored_at = ?,
                    activated_at = s.activated_at, activation_told = a.activation_told OR s.activated_at IS NOT NULL,
                    told_total = CASE WHEN s.told THEN s.total ELSE a.told_total END,
                    told_grade = CASE WHEN s.told THEN s.grade ELSE a.told_grade END,
                    told_people = CASE WHEN s.told THEN s.people ELSE a.told_people END
                FROM unnest(?::uuid[], ?::numeric[], ?::numeric[], ?::text[], ?::int[], ?::timestamptz[], ?::bool[])
                    AS s (id, total, engagement, grade, people, activated_at, told)
                WHERE a.id = s.id
                """,
                now,
                uuids(column(scored, ScoredAccount::id)),
                numbers(column(scored, ScoredAccount::total)),
                numbers(column(scored, one -> one.score().engagement())),
                text(column(scored, one -> one.score().grade())),
                numbers(column(scored, one -> one.facts().peopleKnown())),
                times(column(scored, ScoredAccount::activatedAt)),
                new Column("bool", column(scored, ScoredAccount::told)));
    }

    private Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("domain"),
                row.getString("name"),
                read(row.getString("signup")),
                row.getBoolean("activation_told"),
                new Account.Told(
                        row.getBigDecimal("told_total"),
                        row.getString("told_grade"),
                        row.getObject("told_people", Integer.class)),
                Set.of((String[]) row.getArray("signals").getArray()));
    }

    private String write(SignupAnswers answers) {
        try {
            return json.writeValueAsString(answers);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }

    private SignupAnswers read(String stored) {
        try {
            return stored == null ? null : json.readValue(stored, SignupAnswers.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static <E, T> List<T> column(List<E> rows, Function<E, T> value) {
        return rows.stream().map(value).toList();
    }
}

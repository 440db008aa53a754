package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.numbers;
import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.SignupQualified;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.database.Json;
import io.tandem.scoring.domain.Attribution;
import io.tandem.scoring.domain.IdentityKey;
import io.tandem.scoring.identity.Members;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The accounts and what the others were told of them. Rows are always locked in the order of their ids. */
@ApplicationScoped
class AccountRepository {
    @Inject
    Database database;

    @Inject
    Json json;

    /**
     * Makes sure that these accounts exist under their present names. Those that do are not locked, or counting would wait
     * for those who score them.
     */
    void know(Collection<Attribution> accounts) {
        List<Attribution> all = List.copyOf(accounts);
        if (all.isEmpty()) {
            return;
        }
        database.update(
                """
                INSERT INTO account AS a (id, domain, label)
                SELECT k.id, k.domain, k.label FROM unnest(?::uuid[], ?::text[], ?::text[]) AS k (id, domain, label)
                WHERE NOT EXISTS (
                    SELECT FROM account known
                    WHERE known.id = k.id AND known.label = k.label AND known.domain IS NOT DISTINCT FROM k.domain)
                ORDER BY k.id
                ON CONFLICT (id) DO UPDATE SET label = excluded.label, domain = excluded.domain
                """,
                uuids(column(all, Attribution::accountId)),
                text(column(all, Attribution::domain)),
                text(column(all, Attribution::label)));
    }

    /**
     * Keeps signups, and what they bring of their companies. Those of people who were erased since are not taken.
     *
     * @return ids of the signups that are taken, kept before or not
     */
    Database.Answer<UUID> signedUp(Database.RoundTrip trip, List<SignupQualified> signups) {
        return trip.query(
                """
                WITH taken AS MATERIALIZED (
                    SELECT * FROM unnest(
                        ?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[],
                        ?::bool[], ?::text[])
                        AS s (id, domain, label, answers, signup_id, name, at, person, do_not_lead, company)
                    WHERE NOT EXISTS (
                        SELECT FROM erased_key e
                        WHERE e.key_hash = sha256(convert_to(s.person, 'UTF8')) AND s.at <= e.erased_at)
                ), accounts AS (
                    INSERT INTO account AS a (id, domain, label)
                    SELECT DISTINCT ON (id) id, domain, label FROM taken ORDER BY id
                    ON CONFLICT (id) DO UPDATE SET domain = excluded.domain, label = excluded.label
                    WHERE a.label IS NULL
                ), companies AS (
                    INSERT INTO firmographics AS f (account_id, facts, enriched_at)
                    SELECT DISTINCT ON (id) id, company::jsonb, at FROM taken WHERE company IS NOT NULL
                    ORDER BY id, at DESC, company::jsonb DESC
                    ON CONFLICT (account_id) DO UPDATE SET facts = excluded.facts, enriched_at = excluded.enriched_at
                    WHERE (f.enriched_at, f.facts) < (excluded.enriched_at, excluded.facts)
                ), kept AS (
                    INSERT INTO signup (
                        signup_id, account_id, person, account_name, answers, do_not_lead, signed_up_at)
                    SELECT signup_id, id, person, name, answers::jsonb, do_not_lead, at FROM taken ORDER BY signup_id
                    ON CONFLICT (signup_id) DO NOTHING
                )
                SELECT signup_id FROM taken
                """,
                row -> row.getObject("signup_id", UUID.class),
                uuids(column(signups, SignupQualified::accountId)),
                text(column(signups, SignupQualified::domain)),
                text(column(
                        signups,
                        signup -> signup.domain() != null
                                ? signup.domain()
                                : signup.answers().email())),
                text(column(signups, signup -> json.write(signup.answers()))),
                uuids(column(signups, signup -> signup.answers().signupId())),
                text(column(signups, SignupQualified::accountName)),
                times(column(signups, signup -> signup.answers().signedUpAt())),
                text(column(
                        signups, signup -> IdentityKey.ofEmail(signup.answers().email()))),
                new Column(
                        "bool",
                        column(
                                signups,
                                signup -> signup.answers().doNotLeadWithSales()
                                        && !signup.answers().talkToSales())),
                text(column(signups, signup -> json.write(signup.firmographics()))));
    }

    /** Locks what these accounts count as. */
    List<Account> lock(Collection<UUID> ids) {
        Database.RoundTrip trip = database.roundTrip();
        Database.Answer<Account> locked = lock(trip, ids);
        trip.make();
        return locked.rows();
    }

    Database.Answer<Account> lock(Database.RoundTrip trip, Collection<UUID> ids) {
        return trip.query(
                "SELECT a.id, a.activation_told, a.told_total, a.told_grade, a.told_people, a.listed_at FROM account a WHERE a.id = ANY ("
                        + Members.ROOTS + ") ORDER BY a.id FOR UPDATE",
                row -> new Account(
                        row.getObject("id", UUID.class),
                        row.getBoolean("activation_told"),
                        new Account.Told(
                                row.getBigDecimal("told_total"),
                                row.getString("told_grade"),
                                row.getObject("told_people", Integer.class)),
                        Database.instant(row, "listed_at")),
                uuids(ids));
    }

    /**
     * Locks these accounts and what they count as in one order; the named ones exist from now on under their present
     * names. Whoever writes to some of them and locks others later does this first, or would wait for those who score them
     * while they wait for it.
     */
    void lockAll(Database.RoundTrip trip, Collection<UUID> ids, Collection<Attribution> named) {
        List<Attribution> all = List.copyOf(named);
        trip.update(
                """
                INSERT INTO account AS a (id, domain, label)
                SELECT DISTINCT ON (l.id) l.id, l.domain, l.label FROM (
                    SELECT n.id, n.domain, n.label, true AS named
                    FROM unnest(?::uuid[], ?::text[], ?::text[]) AS n (id, domain, label)
                    UNION ALL
                    SELECT o.id, NULL, NULL, false FROM unnest(?::uuid[] ||
                """ + Members.ROOTS + """
                        ) AS o (id)
                ) AS l
                WHERE l.named OR EXISTS (SELECT FROM account known WHERE known.id = l.id)
                ORDER BY l.id, l.named DESC
                ON CONFLICT (id) DO UPDATE SET label = excluded.label, domain = excluded.domain
                WHERE excluded.label IS NOT NULL
                    AND (a.label, a.domain) IS DISTINCT FROM (excluded.label, excluded.domain)
                """,
                uuids(column(all, Attribution::accountId)),
                text(column(all, Attribution::domain)),
                text(column(all, Attribution::label)),
                uuids(ids),
                uuids(ids));
    }

    /** The ids of what these accounts count as, of those that exist. */
    List<UUID> roots(Collection<UUID> ids) {
        return database.query(
                "SELECT a.id FROM account a WHERE a.id = ANY (" + Members.ROOTS + ")",
                row -> row.getObject("id", UUID.class),
                uuids(ids));
    }

    /** The next score of what these accounts count as is told, whatever it is. */
    void tellNext(Collection<UUID> ids) {
        database.query(
                "WITH locked AS (SELECT a.id FROM account a WHERE a.id = ANY (" + Members.ROOTS
                        + ") ORDER BY a.id FOR UPDATE) UPDATE account a SET told_total = NULL FROM locked"
                        + " WHERE a.id = locked.id RETURNING a.id",
                row -> null,
                uuids(ids));
    }

    /**
     * Nothing that was told of these accounts holds any more. All of them exist from now on, be it under no name; those
     * that count as part of others have no score of their own.
     */
    void beginAnew(Collection<UUID> ids, Set<UUID> parts) {
        database.update("""
                INSERT INTO account AS a (id)
                SELECT id FROM unnest(?::uuid[]) AS id ORDER BY id
                ON CONFLICT (id) DO UPDATE SET
                    told_total = NULL, told_grade = NULL, told_people = NULL,
                    grade = CASE WHEN a.id = ANY (?) THEN NULL ELSE a.grade END,
                    engagement = CASE WHEN a.id = ANY (?) THEN 0 ELSE a.engagement END, listed_at = NULL
                """, uuids(ids), uuids(parts), uuids(parts));
    }

    /** Accounts that have to be looked at again, those longest due first; not those that somebody scores just now. */
    List<UUID> due(Instant now, int limit) {
        return database.queryInGate("""
                SELECT a.id
                FROM (SELECT account_id FROM account_listing WHERE due_at <= ? ORDER BY due_at OFFSET 0) AS l
                CROSS JOIN LATERAL (SELECT id FROM account WHERE id = l.account_id FOR UPDATE SKIP LOCKED) AS a
                LIMIT ?
                """, row -> row.getObject("id", UUID.class), now, limit);
    }

    /**
     * Accounts whose signals are to be looked at by now, locked with what they count as; not those of which somebody holds
     * either just now. Nothing is waited for, so it matters to nobody in which order they are locked.
     */
    List<UUID> signalsDue(Instant now, int limit) {
        return database.queryInGate("""
                WITH due AS MATERIALIZED (
                    SELECT id FROM account WHERE signals_due_at <= ? ORDER BY signals_due_at LIMIT ?
                    FOR UPDATE SKIP LOCKED
                ), rooted AS MATERIALIZED (
                    SELECT d.id, coalesce(l.root_id, d.id) AS root_id
                    FROM due d LEFT JOIN account_link l ON l.account_id = d.id
                ), locked AS MATERIALIZED (
                    SELECT a.id FROM account a WHERE a.id = ANY (ARRAY(SELECT root_id FROM rooted))
                    FOR UPDATE SKIP LOCKED
                )
                SELECT r.id FROM rooted r WHERE r.root_id IN (SELECT id FROM locked)
                """, row -> row.getObject("id", UUID.class), now, limit);
    }

    /** The signals of this account are looked at again then, at the latest. */
    void lookAgain(UUID id, Instant then) {
        database.update("UPDATE account SET signals_due_at = ? WHERE id = ?", then, id);
    }

    /** This account is scored again then, if it is listed. */
    void listAgain(UUID id, Instant then) {
        database.update("UPDATE account_listing SET due_at = ? WHERE account_id = ?", then, id);
    }

    /** What is part of another, or gone, has no signals to look at. */
    void lookNoMore(Collection<UUID> ids) {
        database.update("UPDATE account SET signals_due_at = NULL WHERE id = ANY (?)", uuids(ids));
    }

    /** @param settledAt when the signals are looked at at the latest of those whose were not, null for when they are due */
    void save(Database.RoundTrip trip, List<Outcome> outcomes, Instant settledAt, Instant now) {
        List<ScoredAccount> scored = column(outcomes, Outcome::result);
        trip.update(
                """
                UPDATE account AS a SET
                    total = s.total, engagement = s.engagement, grade = s.grade, people = s.people, scored_at = ?,
                    signed_up = s.signed_up,
                    activated_at = s.activated_at, activation_told = a.activation_told OR s.activated_at IS NOT NULL,
                    told_total = CASE WHEN s.told THEN s.total ELSE a.told_total END,
                    told_grade = CASE WHEN s.told THEN s.grade ELSE a.told_grade END,
                    told_people = CASE WHEN s.told THEN s.people ELSE a.told_people END,
                    earned_stage = s.earned, told_stage = s.stage, stage_reason = s.reason, staged_at = s.staged_at,
                    listed_at = CASE WHEN s.listed THEN ? ELSE a.listed_at END,
                    signals_due_at = CASE WHEN s.looked THEN s.due_at ELSE least(a.signals_due_at, ?) END
                FROM unnest(?::uuid[], ?::numeric[], ?::numeric[], ?::text[], ?::int[], ?::timestamptz[], ?::bool[],
                    ?::bool[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bool[], ?::bool[],
                    ?::timestamptz[])
                    AS s (id, total, engagement, grade, people, activated_at, told, signed_up, earned, stage, reason,
                        staged_at, listed, looked, due_at)
                WHERE a.id = s.id
                """,
                now,
                now,
                settledAt,
                uuids(column(scored, ScoredAccount::id)),
                numbers(column(scored, ScoredAccount::total)),
                numbers(column(scored, one -> one.score().engagement())),
                text(column(scored, one -> one.score().grade())),
                numbers(column(scored, one -> one.facts().peopleKnown())),
                times(column(scored, ScoredAccount::activatedAt)),
                new Column("bool", column(outcomes, Outcome::told)),
                new Column("bool", column(scored, one -> one.facts().signup() != null)),
                text(column(scored, one -> one.qualification().earned().stage().name())),
                text(column(scored, one -> one.stage().name())),
                text(column(scored, ScoredAccount::keptReason)),
                times(column(scored, one -> one.stagedAt(now))),
                new Column("bool", column(outcomes, Outcome::listed)),
                new Column("bool", column(outcomes, one -> one.look() != null)),
                times(column(
                        outcomes, one -> one.look() == null ? null : one.look().dueAt())));
    }

    private static <E, T> List<T> column(List<E> rows, Function<E, T> value) {
        return rows.stream().map(value).toList();
    }
}

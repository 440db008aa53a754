package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.numbers;
import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.identity.Members;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What was: the course of scores, what changed at accounts, and the list of accounts as it was told last. */
@ApplicationScoped
class HistoryRepository {
    @Inject
    Database database;

    /** Something that happened to an account; what is said of a person names them by key alone. */
    record Change(UUID accountId, Instant at, String kind, String person, String text) {
        Change(UUID accountId, Instant at, String kind, String text) {
            this(accountId, at, kind, null, text);
        }
    }

    /** Keeps the last score of this hour. */
    void point(Database.RoundTrip trip, List<ScoredAccount> scored, Instant now) {
        trip.update(
                """
                INSERT INTO score_point (account_id, at, total, fit, engagement, grade, stage)
                SELECT n.account_id, ?, n.total, n.fit, n.engagement, n.grade, n.stage
                FROM unnest(?::uuid[], ?::numeric[], ?::numeric[], ?::numeric[], ?::text[], ?::text[])
                    AS n (account_id, total, fit, engagement, grade, stage)
                ORDER BY n.account_id
                ON CONFLICT (account_id, at) DO UPDATE SET
                    total = excluded.total, fit = excluded.fit, engagement = excluded.engagement,
                    grade = excluded.grade, stage = excluded.stage
                """,
                now.truncatedTo(ChronoUnit.HOURS),
                uuids(column(scored, ScoredAccount::id)),
                numbers(column(scored, ScoredAccount::total)),
                numbers(column(scored, one -> one.score().fit())),
                numbers(column(scored, one -> one.score().engagement())),
                text(column(scored, one -> one.score().grade())),
                text(column(scored, one -> one.stage().name())));
    }

    void add(Database.RoundTrip trip, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        trip.update(
                """
                INSERT INTO account_change (account_id, at, id, kind, person, text)
                SELECT c.account_id, c.at, gen_random_uuid(), c.kind, c.person, c.text
                FROM unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                    AS c (account_id, at, kind, person, text)
                """,
                uuids(column(changes, Change::accountId)),
                times(column(changes, Change::at)),
                text(column(changes, Change::kind)),
                text(column(changes, Change::person)),
                text(column(changes, Change::text)));
    }

    /** Lists accounts as they are now. Those that everybody has left are listed no more. */
    void list(Database.RoundTrip trip, List<ScoredAccount> scored, Instant now) {
        trip.update(
                """
                INSERT INTO account_listing (
                    account_id, name, domain, total, engagement, change, grade, stage, signals, company_size, country,
                    owned, last_seen_at, activated_at, due_at)
                SELECT n.account_id, n.name, n.domain, n.total, n.engagement, n.total - before.total, n.grade, n.stage,
                    string_to_array(n.signals, ' '), n.company_size, n.country, n.owned,
                    coalesce(n.last_seen_at, 'epoch'), n.activated_at,
                    CASE WHEN n.engagement > 0 OR n.total <> before.total OR n.due_at < ? THEN n.due_at ELSE n.ends_at END
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::numeric[], ?::numeric[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::bool[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
                    AS n (account_id, name, domain, total, engagement, grade, stage, signals, company_size, country,
                        owned, last_seen_at, activated_at, due_at, ends_at)
                CROSS JOIN LATERAL (
                    SELECT coalesce((
                        SELECT p.total FROM score_point p WHERE p.account_id = n.account_id AND p.at <= ?
                        ORDER BY p.at DESC LIMIT 1), 0) AS total
                ) AS before
                ORDER BY n.account_id
                ON CONFLICT (account_id) DO UPDATE SET
                    name = excluded.name, domain = excluded.domain, total = excluded.total,
                    engagement = excluded.engagement, change = excluded.change, grade = excluded.grade,
                    stage = excluded.stage, signals = excluded.signals, company_size = excluded.company_size,
                    country = excluded.country, owned = excluded.owned, last_seen_at = excluded.last_seen_at,
                    activated_at = excluded.activated_at, due_at = excluded.due_at
                """,
                now.plus(ScoredAccount.LOOKED_AT_EVERY),
                uuids(column(scored, ScoredAccount::id)),
                text(column(scored, one -> one.facts().name())),
                text(column(scored, one -> one.facts().domain())),
                numbers(column(scored, ScoredAccount::total)),
                numbers(column(scored, one -> one.score().engagement())),
                text(column(scored, one -> one.score().grade())),
                text(column(scored, one -> one.stage().name())),
                text(column(
                        scored,
                        one -> String.join(
                                " ",
                                one.signals().stream()
                                        .map(signal -> signal.name())
                                        .sorted()
                                        .toList()))),
                text(column(scored, ScoredAccount::companySize)),
                text(column(scored, ScoredAccount::country)),
                new Column("bool", column(scored, ScoredAccount::owned)),
                times(column(scored, one -> one.facts().usage().lastSeenAt())),
                times(column(scored, ScoredAccount::activatedAt)),
                times(column(scored, ScoredAccount::dueAt)),
                times(column(scored, ScoredAccount::endsAt)),
                now.minus(Duration.ofDays(7)));
    }

    /** Lists whether somebody holds what these accounts count as, whose rows are locked. */
    void listOwned(Database.RoundTrip trip, Collection<UUID> ids) {
        trip.update("""
                UPDATE account_listing SET owned = NOT owned WHERE account_id = ANY (ARRAY(
                    SELECT r.id FROM (
                        SELECT DISTINCT unnest(
                """ + Members.ROOTS + """
                        ) AS id
                    ) AS r
                    CROSS JOIN LATERAL (SELECT owned FROM account_listing WHERE account_id = r.id OFFSET 0) AS listed
                    WHERE listed.owned <> EXISTS (
                        SELECT FROM (
                            SELECT r.id UNION ALL SELECT account_id FROM account_link WHERE root_id = r.id) AS m (id)
                        CROSS JOIN LATERAL (
                            SELECT FROM relationship WHERE account_id = m.id AND owner_email IS NOT NULL OFFSET 0) AS held
                    )))
                """, uuids(ids));
    }

    void unlist(Database.RoundTrip trip, Collection<UUID> ids) {
        trip.update("""
                WITH unlisted AS (DELETE FROM account_listing WHERE account_id = ANY (?) RETURNING account_id)
                DELETE FROM account_search WHERE account_id IN (SELECT account_id FROM unlisted)
                """, uuids(ids));
    }

    /** Of a day long past keeps the last score of each account. */
    int thin(LocalDate day) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return database.update("""
                DELETE FROM score_point p WHERE p.at >= ? AND p.at < ? AND EXISTS (
                    SELECT FROM score_point l WHERE l.account_id = p.account_id AND l.at > p.at AND l.at < ?)
                """, start, end, end);
    }

    int forgetBefore(LocalDate day) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return database.update("DELETE FROM score_point WHERE at < ?", start)
                + database.update("DELETE FROM signal_episode WHERE ended_at < ?", start)
                + database.update("DELETE FROM account_change WHERE at < ?", start);
    }

    int forgetStepsBefore(LocalDate day) {
        return database.update("DELETE FROM step_day WHERE day < ?::date", day.toString());
    }

    private static <E, T> List<T> column(List<E> rows, Function<E, T> value) {
        return rows.stream().map(value).toList();
    }
}

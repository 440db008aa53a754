package io.tandem.scoring.accounts;

import io.tandem.contracts.Stage;
import io.tandem.kit.web.QueryTimes;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.ScoreSeries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what was at accounts. */
@ApplicationScoped
class AccountHistory {
    @Inject
    Database database;

    /** The place of an entry in a timeline: the newest first, of one time by id. */
    record Place(Instant at, String id) {
        static final Place START = new Place(Instant.parse("9999-12-31T00:00:00Z"), "");

        static Place parse(String text) {
            int middle = text.indexOf('/');
            return new Place(QueryTimes.time(text.substring(0, middle)), text.substring(middle + 1));
        }

        static String of(TimelineEntryView entry) {
            return entry.at() + "/" + entry.id();
        }
    }

    /** What an account counts as, if it exists. */
    Optional<UUID> wholeOf(UUID id) {
        return database.query("""
                        SELECT coalesce(l.root_id, a.id) FROM account a LEFT JOIN account_link l ON l.account_id = a.id
                        WHERE a.id = ?
                        """, row -> row.getObject(1, UUID.class), id).stream()
                .findFirst();
    }

    /** The scores told between two times, and the last one before. */
    List<ScoreSeries.Point> points(UUID id, Instant from, Instant to) {
        return database.query(
                """
                (SELECT * FROM score_point WHERE account_id = ? AND at < ? ORDER BY at DESC LIMIT 1)
                UNION ALL
                SELECT * FROM score_point WHERE account_id = ? AND at >= ? AND at < ?
                ORDER BY at
                """,
                row -> new ScoreSeries.Point(
                        Database.instant(row, "at"),
                        row.getBigDecimal("total"),
                        row.getBigDecimal("fit"),
                        row.getBigDecimal("engagement"),
                        row.getString("grade"),
                        Stage.valueOf(row.getString("stage"))),
                id,
                from,
                id,
                from,
                to);
    }

    /**
     * What happened at an account and those that are part of it. Signups and signals are read where they are kept, so
     * that nothing of a person is left here when they are erased.
     */
    List<TimelineEntryView> timeline(UUID root, Place after, int limit) {
        return database.query(
                """
                WITH member AS MATERIALIZED (
                    SELECT ?::uuid AS id UNION ALL SELECT account_id FROM account_link WHERE root_id = ?
                ), place AS MATERIALIZED (
                    SELECT ?::timestamptz AS at, ?::text COLLATE "C" AS id, ?::int AS most
                )
                SELECT entry.at, entry.id, entry.kind, entry.text FROM (
                    SELECT e.* FROM member m CROSS JOIN place p CROSS JOIN LATERAL (
                        SELECT c.at, c.id::text COLLATE "C" AS id, c.kind,
                            coalesce(substr(c.person, 3) || ': ', '') || c.text AS text
                        FROM account_change c
                        WHERE c.account_id = m.id AND c.at <= p.at AND (c.at < p.at OR c.id::text COLLATE "C" > p.id)
                        ORDER BY c.at DESC, c.id::text COLLATE "C" LIMIT (SELECT most FROM place)
                    ) AS e
                    UNION ALL
                    SELECT e.* FROM member m CROSS JOIN place p CROSS JOIN LATERAL (
                        SELECT s.signed_up_at, s.signup_id::text COLLATE "C", 'SIGNUP',
                            (s.answers ->> 'email') || coalesce(', ' || nullif(s.answers ->> 'role', ''), '')
                                || ', signed up' || coalesce(' for ' || nullif(s.answers ->> 'useCase', ''), '')
                        FROM signup s
                        WHERE s.account_id = m.id AND s.signed_up_at <= p.at
                            AND (s.signed_up_at < p.at OR s.signup_id::text COLLATE "C" > p.id)
                        ORDER BY s.signed_up_at DESC, s.signup_id::text COLLATE "C" LIMIT (SELECT most FROM place)
                    ) AS e
                    UNION ALL
                    SELECT e.* FROM member m CROSS JOIN place p CROSS JOIN LATERAL (
                        SELECT s.started_at, 'signal ' || s.id AS id, 'SIGNAL', s.fired_reason
                        FROM signal_episode s
                        WHERE s.account_id = m.id AND NOT s.withdrawn AND NOT s.silenced AND s.started_at <= p.at
                            AND (s.started_at < p.at OR ('signal ' || s.id) COLLATE "C" > p.id)
                        ORDER BY s.started_at DESC, ('signal ' || s.id) COLLATE "C" LIMIT (SELECT most FROM place)
                    ) AS e
                    UNION ALL
                    SELECT min(i.first_seen_at), 'first', 'FIRST_SEEN', 'First seen in the product'
                    FROM member m JOIN identity i ON i.account_id = m.id HAVING min(i.first_seen_at) IS NOT NULL
                    UNION ALL
                    SELECT a.activated_at, 'activated', 'ACTIVATED', 'Reached its first value'
                    FROM account a WHERE a.id = ? AND a.activated_at IS NOT NULL
                ) AS entry CROSS JOIN place p
                WHERE entry.at < p.at OR entry.at = p.at AND entry.id COLLATE "C" > p.id
                ORDER BY entry.at DESC, entry.id COLLATE "C"
                LIMIT (SELECT most FROM place)
                """,
                row -> new TimelineEntryView(
                        row.getString("id"), Database.instant(row, "at"), row.getString("kind"), row.getString("text")),
                root,
                root,
                after.at(),
                after.id(),
                limit,
                root);
    }
}

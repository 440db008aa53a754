package io.tandem.scoring.prediction;

import java.util.Set;

/** What is known of accounts at this moment, as fields for a model. */
final class FeatureSql {
    /** Every field that any account can have by itself; uploaded facts may add others. */
    static final Set<String> FIELDS = Set.of(
            "companySize",
            "country",
            "industry",
            "businessEmail",
            "useCaseStated",
            "fit",
            "engagement",
            "people",
            "users7",
            "users28",
            "events7",
            "events28",
            "activeDays28",
            "daysSinceFirstSeen",
            "daysSinceLastSeen",
            "activated");

    /**
     * A query of one parameter, ids of accounts that stand for themselves: account_id, rule_score, arrived_at and facts of
     * each that is listed. Days are those of UTC, today among them, as the rollups keep them, which last longer than raw
     * events. What an account knows by itself goes before what was uploaded of it.
     */
    static final String QUERY = """
            WITH member AS MATERIALIZED (
                SELECT r.id AS root_id, m.id
                FROM unnest(?::uuid[]) AS r (id)
                CROSS JOIN LATERAL (
                    SELECT r.id UNION ALL SELECT l.account_id FROM account_link l WHERE l.root_id = r.id) AS m (id)
            ), person AS MATERIALIZED (
                SELECT m.root_id, i.key, i.person, i.first_seen_at, i.last_seen_at
                FROM member m JOIN identity i ON i.account_id = m.id
            ), today AS (
                SELECT (now() AT TIME ZONE 'UTC')::date - DATE '1970-01-01' AS day
            ), known AS (
                SELECT root_id, count(DISTINCT person) FILTER (WHERE person NOT LIKE 'a:%') AS people,
                    min(first_seen_at) AS first_seen_at, max(last_seen_at) AS last_seen_at
                FROM person GROUP BY root_id
            ), used AS (
                SELECT p.root_id, sum(d.events) AS events28, sum(d.events) FILTER (WHERE d.recent) AS events7,
                    count(DISTINCT d.day) AS days28, count(DISTINCT p.person) AS users28,
                    count(DISTINCT p.person) FILTER (WHERE d.recent) AS users7
                FROM today, person p CROSS JOIN LATERAL (
                    SELECT n.events, u.block * 28 + n.nth::int - 1 AS day,
                        u.block * 28 + n.nth::int - 1 > today.day - 7 AS recent
                    FROM usage_days u CROSS JOIN LATERAL unnest(u.events) WITH ORDINALITY AS n (events, nth)
                    WHERE u.user_key = p.key AND u.block >= (today.day - 27) / 28 AND n.events > 0
                ) AS d
                WHERE d.day BETWEEN today.day - 27 AND today.day
                GROUP BY p.root_id
            ), said AS (
                SELECT m.root_id, min(s.signed_up_at) AS first_at, bool_or(s.answers ->> 'useCase' <> '') AS use_case,
                    (array_agg(s.answers ->> 'companySize' ORDER BY s.signed_up_at DESC, s.signup_id DESC)
                        FILTER (WHERE s.answers ->> 'companySize' <> ''))[1] AS size,
                    (array_agg(s.answers ->> 'country' ORDER BY s.signed_up_at DESC, s.signup_id DESC)
                        FILTER (WHERE s.answers ->> 'country' <> ''))[1] AS country
                FROM member m JOIN signup s ON s.account_id = m.id GROUP BY m.root_id
            ), company AS (
                SELECT DISTINCT ON (m.root_id) m.root_id, f.facts
                FROM member m JOIN firmographics f ON f.account_id = m.id
                ORDER BY m.root_id, f.account_id = m.root_id DESC, f.enriched_at DESC, f.account_id
            ), uploaded AS (
                SELECT DISTINCT ON (m.root_id) m.root_id, f.facts
                FROM member m JOIN account_fact f ON f.account_id = m.id
                ORDER BY m.root_id, f.account_id = m.root_id DESC, f.as_of DESC, f.account_id
            )
            SELECT a.id AS account_id, (coalesce(told.fit, a.total - a.engagement) + a.engagement)::float8 AS rule_score,
                least(known.first_seen_at, said.first_at) AS arrived_at,
                coalesce(uploaded.facts, '{}') || jsonb_strip_nulls(jsonb_build_object(
                    'companySize', coalesce(said.size, company.facts ->> 'companySize'),
                    'country', coalesce(said.country, company.facts ->> 'country'),
                    'industry', company.facts ->> 'industry',
                    'businessEmail', (a.domain IS NOT NULL)::int,
                    'useCaseStated', coalesce(said.use_case, false)::int,
                    'fit', coalesce(told.fit, a.total - a.engagement),
                    'engagement', a.engagement,
                    'people', coalesce(known.people, 0),
                    'users7', coalesce(used.users7, 0),
                    'users28', coalesce(used.users28, 0),
                    'events7', coalesce(used.events7, 0),
                    'events28', coalesce(used.events28, 0),
                    'activeDays28', coalesce(used.days28, 0),
                    'daysSinceFirstSeen', round(extract(epoch FROM
                        now() - least(known.first_seen_at, said.first_at)) / 86400, 2),
                    'daysSinceLastSeen', round(extract(epoch FROM now() - known.last_seen_at) / 86400, 2),
                    'activated', (a.activated_at IS NOT NULL)::int)) AS facts
            FROM account a
            LEFT JOIN known ON known.root_id = a.id
            LEFT JOIN used ON used.root_id = a.id
            LEFT JOIN said ON said.root_id = a.id
            LEFT JOIN company ON company.root_id = a.id
            LEFT JOIN uploaded ON uploaded.root_id = a.id
            LEFT JOIN LATERAL (
                SELECT p.fit FROM score_point p WHERE p.account_id = a.id ORDER BY p.at DESC LIMIT 1
            ) AS told ON true
            WHERE a.id IN (SELECT root_id FROM member) AND a.grade IS NOT NULL
            """;

    /** Which accounts a that stand for themselves are walked. */
    static final String WALKED = "(a.people > 0 OR a.signed_up) AND a.grade IS NOT NULL";

    /** Walks the accounts by id: of three parameters, the id after which to go on, the last one, and how many. */
    static final String NEXT_ACCOUNTS = """
            SELECT a.id FROM account a
            WHERE a.id > ? AND a.id <= ? AND %s
                AND NOT EXISTS (SELECT FROM account_link l WHERE l.account_id = a.id AND l.root_id IS NOT NULL)
            ORDER BY a.id LIMIT ?
            """.formatted(WALKED);

    private FeatureSql() {}
}

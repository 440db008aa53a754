package io.tandem.scoring.score;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.contracts.Stage;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Json;
import io.tandem.scoring.domain.Activations;
import io.tandem.scoring.domain.Circumstances;
import io.tandem.scoring.domain.Overrides;
import io.tandem.scoring.domain.Qualification.Inputs;
import io.tandem.scoring.identity.Members;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What decides the stages of accounts beside their facts, and the stages themselves. */
@ApplicationScoped
class QualificationRepository {
    /** Joins whoever bears the name of a person {@code p}, as {@code i}, with the account that they are in. */
    private static final String BEARERS = """
        CROSS JOIN LATERAL (
            SELECT p.person AS key UNION ALL
            SELECT subject FROM identity_fact
            WHERE kind = 'EMAIL' AND value = substr(p.person, 3) AND p.person LIKE 'e:%'
        ) AS k
        CROSS JOIN LATERAL (
            SELECT account_id FROM identity
            WHERE key = k.key AND account_id IS NOT NULL AND (person = p.person OR key = p.person) OFFSET 0
        ) AS i
        """;

    @Inject
    Json json;

    @Inject
    HistoryConfig config;

    /**
     * What is stored of an account.
     *
     * @param told the stage that the others were told of, with its reason and time, both null before the first
     * @param activated when the account reached value, as far as that is known
     * @param owned whether a salesperson holds the relationship
     * @param peopleStaged whether somebody there is at a stage
     * @param joined whether somebody may have brought a stage from another account
     */
    record Kept(
            UUID id,
            Inputs inputs,
            Stage told,
            String reason,
            Instant stagedAt,
            Activations.Known activated,
            boolean owned,
            boolean peopleStaged,
            boolean joined) {
        Kept joined(boolean isJoined) {
            return new Kept(id, inputs, told, reason, stagedAt, activated, owned, peopleStaged, isJoined);
        }
    }

    /**
     * To be read after the rows of the accounts are locked, as their facts. What people set of a part holds for the whole
     * where they set nothing of the whole itself, the latest where they did so of several parts.
     */
    Database.Answer<Kept> of(Database.RoundTrip trip, Collection<UUID> roots, Instant now) {
        Instant keptSince = now.minus(Duration.ofDays(config.stepDays()));
        return trip.query("WITH " + Members.OF_ROOTS + """
                                , raised AS (
                                    SELECT m.root_id, max(s.signed_up_at) AS at
                                    FROM member m CROSS JOIN LATERAL (
                                        SELECT signed_up_at FROM signup
                                        WHERE account_id = m.id AND answers ->> 'talkToSales' = 'true'
                                            AND (answers ->> 'imported') IS DISTINCT FROM 'true' OFFSET 0
                                    ) AS s
                                    GROUP BY m.root_id
                                ), related AS (
                                    SELECT m.root_id, max(r.declined_at) AS declined_at, max(r.rests_until) AS rests_until,
                                        max(r.accepted_at) AS accepted_at,
                                        bool_or(r.owner_email IS NOT NULL) AS owned
                                    FROM member m
                                    CROSS JOIN LATERAL (SELECT * FROM relationship WHERE account_id = m.id OFFSET 0) AS r
                                    GROUP BY m.root_id
                                ), set_by_hand AS (
                                    SELECT held.root_id, jsonb_agg(jsonb_build_object('kind', held.kind,
                                        'value', held.value, 'reason', held.reason, 'setBy', held.set_by,
                                        'setAt', held.set_at, 'accountId', held.account_id)) AS entries
                                    FROM (
                                        SELECT DISTINCT ON (m.root_id, o.kind) m.root_id, o.*
                                        FROM member m CROSS JOIN LATERAL (
                                            SELECT * FROM account_override WHERE account_id = m.id OFFSET 0) AS o
                                        ORDER BY m.root_id, o.kind, o.account_id = m.root_id DESC, o.set_at DESC,
                                            o.account_id
                                    ) AS held GROUP BY held.root_id
                                ), staged AS (
                                    SELECT DISTINCT m.root_id FROM member m
                                    CROSS JOIN LATERAL (SELECT FROM person_stage WHERE account_id = m.id LIMIT 1) AS p
                                )
                                SELECT a.id, a.earned_stage, a.told_stage, a.stage_reason, a.staged_at, raised.at AS raised_at,
                                    a.activated_at,
                                    related.declined_at, related.rests_until, related.accepted_at, coalesce(related.owned, false) AS owned,
                                    set_by_hand.entries::text AS overrides, staged.root_id IS NOT NULL AS people_staged
                                FROM account a
                                LEFT JOIN raised ON raised.root_id = a.id
                                LEFT JOIN related ON related.root_id = a.id
                                LEFT JOIN set_by_hand ON set_by_hand.root_id = a.id
                                LEFT JOIN staged ON staged.root_id = a.id
                                WHERE a.id = ANY (?)
                                """, row -> kept(row, keptSince), uuids(roots), uuids(roots));
    }

    private Kept kept(ResultSet row, Instant keptSince) throws SQLException {
        String overrides = row.getString("overrides");
        return new Kept(
                row.getObject("id", UUID.class),
                new Inputs(
                        Stage.valueOf(row.getString("earned_stage")),
                        circumstances(row, false),
                        overrides == null
                                ? Overrides.NONE
                                : new Overrides(Stream.of(json.read(overrides, Overrides.Override[].class))
                                        .collect(Collectors.toMap(Overrides.Override::kind, Function.identity()))),
                        List.of()),
                Stage.valueOf(row.getString("told_stage")),
                row.getString("stage_reason"),
                Database.instant(row, "staged_at"),
                new Activations.Known(Database.instant(row, "activated_at"), keptSince),
                row.getBoolean("owned"),
                row.getBoolean("people_staged"),
                false);
    }

    /** A handoff that somebody took later makes up for one that was declined. */
    static Circumstances circumstances(ResultSet row, boolean doNotLead) throws SQLException {
        Instant declined = Database.instant(row, "declined_at");
        Instant accepted = Database.instant(row, "accepted_at");
        boolean rests = declined != null && (accepted == null || declined.isAfter(accepted));
        return new Circumstances(
                Database.instant(row, "raised_at"),
                rests ? declined : null,
                rests ? Database.instant(row, "rests_until") : null,
                doNotLead);
    }

    /**
     * The accounts to which somebody has moved who is at a stage at one of these. Whoever has moved takes the stage along,
     * so the account that they joined has to look for it; until then the other keeps it.
     */
    Database.Answer<UUID> joinedFrom(Database.RoundTrip trip, Collection<UUID> accounts) {
        return trip.query(
                "SELECT DISTINCT unnest(b.roots) AS id FROM unnest(" + Members.ROOTS + """
                        ) AS r (id)
                        CROSS JOIN LATERAL (
                            SELECT person FROM person_stage s WHERE account_id = r.id AND NOT EXISTS (
                                SELECT FROM identity WHERE account_id = r.id AND person = s.person) OFFSET 0
                        ) AS held
                        CROSS JOIN LATERAL (
                            SELECT array_agg(coalesce(l.root_id, i.account_id)) AS roots
                            FROM (SELECT held.person OFFSET 0) AS p
                        """ + BEARERS + """
                            LEFT JOIN account_link l ON l.account_id = i.account_id
                        ) AS b
                        WHERE r.id <> ALL (b.roots)
                        """,
                row -> row.getObject("id", UUID.class),
                uuids(accounts));
    }

    /**
     * Makes the stages of people of these accounts the given ones. Who has left keeps theirs until the account that they
     * joined is scored, which has it from then on.
     *
     * @param joined those of the accounts to which somebody may have brought a stage
     */
    void save(
            Database.RoundTrip trip,
            Collection<UUID> roots,
            Collection<UUID> joined,
            List<PersonStaged> staged,
            Instant now) {
        List<String> people = staged.stream().map(PersonStaged::person).toList();
        List<UUID> accounts = staged.stream().map(PersonStaged::accountId).toList();
        trip.update("WITH " + Members.OF_ROOTS + """
                        , gone AS MATERIALIZED (
                            SELECT p.person, p.account_id, m.root_id FROM member m
                            CROSS JOIN LATERAL (SELECT * FROM person_stage WHERE account_id = m.id OFFSET 0) AS p
                            WHERE (p.person, p.account_id) NOT IN (
                                SELECT n.person, n.account_id FROM unnest(?::text[], ?::uuid[]) AS n (person, account_id))
                        )
                        DELETE FROM person_stage d USING gone g
                        WHERE d.person = g.person AND d.account_id = g.account_id AND coalesce((
                            SELECT bool_or(h.id IS NOT NULL) FROM (SELECT g.person OFFSET 0) AS p
                        """ + BEARERS + """
                            LEFT JOIN member h ON h.id = i.account_id AND h.root_id = g.root_id
                        ), true)
                        """, uuids(roots), text(people), uuids(accounts));
        if (!joined.isEmpty()) {
            takeOver(trip, joined);
        }
        trip.update(
                """
                INSERT INTO person_stage AS p (person, account_id, stage, reason, staged_at)
                SELECT n.person, n.account_id, n.stage, n.reason, n.at
                FROM unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                    AS n (person, account_id, stage, reason, at)
                ORDER BY n.person COLLATE "C", n.account_id
                ON CONFLICT (person, account_id) DO UPDATE SET
                    stage = excluded.stage,
                    reason = CASE WHEN p.stage = excluded.stage THEN p.reason ELSE excluded.reason END,
                    staged_at = CASE WHEN p.stage = excluded.stage THEN p.staged_at ELSE excluded.staged_at END
                WHERE p.stage <> excluded.stage
                """,
                text(people),
                uuids(accounts),
                text(staged.stream().map(person -> person.stage().name()).toList()),
                text(staged.stream().map(PersonStaged::reason).toList()),
                times(staged.stream().map(person -> now).toList()));
    }

    /** Takes the stages of people of these accounts from accounts that they have left. */
    private static void takeOver(Database.RoundTrip trip, Collection<UUID> roots) {
        trip.update("WITH " + Members.OF_ROOTS + """
                        DELETE FROM person_stage p USING member m
                        CROSS JOIN LATERAL (SELECT key, person FROM identity WHERE account_id = m.id OFFSET 0) AS i
                        WHERE p.person IN (i.key, i.person)
                            AND NOT EXISTS (SELECT FROM member own WHERE own.root_id = m.root_id AND own.id = p.account_id)
                            AND NOT EXISTS (
                                SELECT FROM (
                                    SELECT p.account_id AS id UNION ALL
                                    SELECT account_id FROM account_link WHERE root_id = p.account_id
                                ) AS held JOIN identity there ON there.account_id = held.id AND there.person = p.person)
                        """, uuids(roots));
    }

    /** Somebody who is at a stage. */
    record PersonStaged(UUID accountId, String person, Stage stage, String reason) {}
}

package io.tandem.scoring.privacy;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.uuids;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Json;
import io.tandem.scoring.domain.IdentityKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Where a person stands in the tables of identity, usage and signups. */
@ApplicationScoped
class PersonRepository {
    /** What follows is no pattern, see "Regular Expression Metasyntax" in PostgreSQL's documentation. */
    private static final String LITERALLY = "***=";

    private static final String REDACT =
            "UPDATE %1$s SET %2$s = regexp_replace(%2$s, ?, '(erased)', 'gi') WHERE position(lower(?) IN lower(%2$s)) > 0";

    /** Events of others that name the person: by an id, or by the email anywhere. */
    private static final String WATCHED =
            "thing = ANY (?) OR position(lower(?) IN lower(thing || first_detail::text || last_detail::text)) > 0";

    /** Evidence that names the person: by the email anywhere, or by an id. */
    private static final String EVIDENCE = """
            (position(lower(?) IN lower(reason || evidence::text || fired_reason || fired_evidence::text)) > 0
                OR EXISTS (
                    SELECT FROM jsonb_path_query(jsonb_build_array(evidence, fired_evidence), '$.**') AS v
                    WHERE v #>> '{}' = ANY (?) AND jsonb_typeof(v) = 'string'))
            """;

    /** An event has to stay under 900 KB, and so many bytes of text leave room for its envelope. */
    private static final int MOST_BYTES = 800_000;

    @Inject
    Database database;

    @Inject
    Json json;

    List<String> statingEmail(String email) {
        return database.query(
                "SELECT subject FROM identity_fact WHERE kind = 'EMAIL' AND value = ?", row -> row.getString(1), email);
    }

    /** Those of the keys that belong to this person. */
    Set<String> thoseOf(String person, Set<String> keys) {
        return new HashSet<>(database.query(
                "SELECT key FROM identity WHERE key = ANY (?) AND person = ?",
                row -> row.getString(1),
                text(keys),
                person));
    }

    Set<UUID> accountsOf(Set<String> keys, String email) {
        return new HashSet<>(
                database.query("""
                SELECT account_id FROM identity WHERE key = ANY (?) AND account_id IS NOT NULL
                UNION SELECT account_id FROM signup WHERE person = ?
                """, row -> row.getObject(1, UUID.class), text(keys), IdentityKey.ofEmail(email)));
    }

    /**
     * Where others' data may speak of a person.
     *
     * @param keys of the people
     * @param accounts of whom something is said
     */
    record Mentions(Set<String> keys, Set<UUID> accounts) {}

    /**
     * Who or what speaks of the person anywhere. It goes through whole tables, so nobody should have to wait for it: to be
     * called before the gate is closed.
     */
    Mentions mentions(Set<String> keys, String email) {
        List<String> ids = idsOf(keys);
        Set<String> users = new HashSet<>(database.query(
                "SELECT DISTINCT user_key FROM watched_day WHERE " + WATCHED,
                row -> row.getString(1),
                text(ids),
                email));
        Set<UUID> accounts = new HashSet<>(database.query(
                "SELECT DISTINCT account_id FROM signal_episode WHERE " + EVIDENCE
                        + " UNION SELECT account_id FROM account_change WHERE position(lower(?) IN lower(text)) > 0"
                        + " UNION SELECT id FROM account WHERE position(lower(?) IN lower(stage_reason)) > 0",
                row -> row.getObject(1, UUID.class),
                email,
                text(ids),
                email,
                email));
        return new Mentions(users, accounts);
    }

    /** The accounts that these count as, with all their parts, and the keys of everybody there. */
    Mentions around(Set<UUID> accounts) {
        Set<UUID> members = new HashSet<>(database.query("""
                WITH root AS (
                    SELECT coalesce(l.root_id, t.id) AS id FROM unnest(?::uuid[]) AS t (id)
                    LEFT JOIN account_link l ON l.account_id = t.id
                )
                SELECT id FROM root UNION SELECT l.account_id FROM account_link l JOIN root r ON r.id = l.root_id
                """, row -> row.getObject(1, UUID.class), uuids(accounts)));
        return new Mentions(
                new HashSet<>(database.query(
                        "SELECT key FROM identity WHERE account_id = ANY (?)",
                        row -> row.getString(1),
                        uuids(members))),
                members);
    }

    /** Returns how many rows of each kind there were. Of others' data only what these have is gone through. */
    Map<String, Long> erase(Set<String> keys, String email, Mentions others) {
        Map<String, Long> erased = new LinkedHashMap<>();
        erased.put("trackedEvents", delete("DELETE FROM tracked_event WHERE user_key = ANY (?)", text(keys)));
        erased.put("usage", delete("DELETE FROM usage_sum WHERE user_key = ANY (?)", text(keys)));
        erased.put("steps", delete("DELETE FROM step_day WHERE user_key = ANY (?)", text(keys)));
        erased.put("usageDays", delete("DELETE FROM usage_days WHERE user_key = ANY (?)", text(keys)));
        erased.put(
                "watchedEvents",
                delete("DELETE FROM watched_day WHERE user_key = ANY (?)", text(keys))
                        + delete(
                                "DELETE FROM watched_day WHERE user_key = ANY (?) AND (" + WATCHED + ")",
                                text(others.keys()),
                                text(idsOf(keys)),
                                email));
        erased.put("signalEvidence", eraseEvidence(keys, email, others.accounts()));
        erased.put("signups", delete("DELETE FROM signup WHERE person = ?", IdentityKey.ofEmail(email)));
        erased.put("statements", delete("""
                        DELETE FROM identity_fact
                        WHERE subject = ANY (?) OR kind = 'SAME_AS' AND value = ANY (?) OR kind = 'EMAIL' AND value = ?
                        """, text(keys), text(keys), email));
        erased.put("stages", delete("DELETE FROM person_stage WHERE person = ANY (?)", text(keys)));
        erased.put(
                "accountChanges",
                delete("DELETE FROM account_change WHERE person = ANY (?)", text(keys))
                        + redact("account_change", "text", "account_id", email, others.accounts()));
        erased.put("reasons", redactReasons(email, others.accounts()));
        erased.put("identities", delete("DELETE FROM identity WHERE key = ANY (?)", text(keys)));
        return erased;
    }

    /** The tables of what people set, silenced, published and had trained are small. */
    private long redactReasons(String email, Set<UUID> accounts) {
        return redact("account", "stage_reason", "id", email, accounts)
                + redact("account_override", "reason", email)
                + redact("signal_silence", "reason", email)
                + redact("scoring_model", "published_why", email)
                + redact("prediction_model", "reason", email)
                + redact("prediction_model", "failure", email)
                + delete("""
                        UPDATE prediction_model SET
                            changes = regexp_replace(changes::text, ?, '(erased)', 'gi')::jsonb
                        WHERE position(lower(?) IN lower(changes::text)) > 0
                        """, LITERALLY + email, email);
    }

    /** Takes the email out of words that people wrote, in any letter case. */
    private long redact(String table, String column, String email) {
        return delete(REDACT.formatted(table, column), LITERALLY + email, email);
    }

    private long redact(String table, String column, String idColumn, String email, Set<UUID> ids) {
        return delete(
                REDACT.formatted(table, column) + " AND " + idColumn + " = ANY (?)",
                LITERALLY + email,
                email,
                uuids(ids));
    }

    /**
     * Leaves nothing of what episodes of signals say of the person. Those that go on find new words when their account is
     * scored again; of others it stays known that and when they were.
     */
    private long eraseEvidence(Set<String> keys, String email, Set<UUID> accounts) {
        return delete(
                "UPDATE signal_episode SET reason = name, evidence = '{}', fired_reason = name, fired_evidence = '{}'"
                        + " WHERE account_id = ANY (?) AND (" + EVIDENCE + ")",
                uuids(accounts),
                email,
                text(idsOf(keys)));
    }

    static List<String> idsOf(Set<String> keys) {
        return keys.stream().map(IdentityKey::idOf).toList();
    }

    /** The account of a person without a company is named by their email. */
    void forgetNames(UUID accountOfEmail) {
        database.update("UPDATE account SET label = NULL WHERE id = ?", accountOfEmail);
    }

    /** What was stated or done under these keys until then stays forgotten when it comes late. */
    void remember(Set<String> keys, Instant erasedAt) {
        database.update("""
                INSERT INTO erased_key AS e (key_hash, erased_at)
                SELECT sha256(convert_to(key, 'UTF8')), ? FROM unnest(?::text[]) AS key
                ON CONFLICT (key_hash) DO UPDATE SET erased_at = greatest(e.erased_at, excluded.erased_at)
                """, erasedAt, text(keys));
    }

    /** Rows by kind, the latest first, as many as an event has room for. */
    Map<String, Object> export(Set<String> keys, String email) {
        Map<String, Object> data = new LinkedHashMap<>();
        int[] room = {MOST_BYTES};
        put(
                data,
                room,
                "identities",
                "SELECT to_jsonb(i) FROM identity i WHERE key = ANY (?) ORDER BY key",
                text(keys));
        put(
                data,
                room,
                "statements",
                "SELECT to_jsonb(f) FROM identity_fact f WHERE subject = ANY (?) ORDER BY subject, kind",
                text(keys));
        put(
                data,
                room,
                "signups",
                "SELECT answers FROM signup WHERE person = ? ORDER BY signed_up_at DESC, signup_id",
                IdentityKey.ofEmail(email));
        put(
                data,
                room,
                "usage",
                "SELECT to_jsonb(u) - 'weights' FROM usage_sum u WHERE user_key = ANY (?) ORDER BY last_at DESC, measure",
                text(keys));
        put(data, room, "stages", "SELECT to_jsonb(s) FROM person_stage s WHERE person = ANY (?)", text(keys));
        put(
                data,
                room,
                "accountChanges",
                "SELECT to_jsonb(c) FROM account_change c WHERE person = ANY (?) ORDER BY at DESC",
                text(keys));
        put(
                data,
                room,
                "steps",
                "SELECT to_jsonb(s) FROM step_day s WHERE user_key = ANY (?) ORDER BY day DESC, measure",
                text(keys));
        put(data, room, "usageDays", """
                SELECT jsonb_build_object('key', d.user_key, 'day', DATE '1970-01-01' + d.block * 28 + n.nth::int - 1,
                    'events', n.events)
                FROM usage_days d CROSS JOIN LATERAL unnest(d.events) WITH ORDINALITY AS n (events, nth)
                WHERE d.user_key = ANY (?) AND n.events > 0 ORDER BY d.block DESC, n.nth DESC, d.user_key
                """, text(keys));
        put(
                data,
                room,
                "watchedEvents",
                "SELECT to_jsonb(w) FROM watched_day w WHERE user_key = ANY (?) ORDER BY last_at DESC, watch, thing",
                text(keys));
        put(data, room, "signals", """
                SELECT jsonb_build_object('signal', e.name, 'from', e.started_at, 'to', e.ended_at, 'reason', e.reason,
                    'evidence', e.evidence)
                FROM signal_episode e
                WHERE EXISTS (
                    SELECT FROM jsonb_path_query(jsonb_build_array(e.evidence, e.fired_evidence), '$.**') AS v
                    WHERE v #>> '{}' = ANY (?) AND jsonb_typeof(v) = 'string')
                ORDER BY e.started_at DESC, e.id
                """, text(idsOf(keys)));
        if (room[0] < 0) {
            data.put("truncated", true);
        }
        return data;
    }

    private void put(Map<String, Object> data, int[] room, String kind, String sql, Object argument) {
        List<Map<String, Object>> rows = new ArrayList<>();
        database.query(
                sql,
                row -> {
                    String content = row.getString(1);
                    room[0] -= content.getBytes(StandardCharsets.UTF_8).length;
                    return room[0] < 0 ? null : rows.add(json.readMap(content));
                },
                argument);
        if (!rows.isEmpty()) {
            data.put(kind, rows);
        }
    }

    private long delete(String sql, Object... arguments) {
        return database.update(sql, arguments);
    }
}

package io.tandem.scoring.identity;

import static io.tandem.scoring.database.Database.Column.text;
import static io.tandem.scoring.database.Database.Column.times;

import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import io.tandem.scoring.domain.FactKind;
import io.tandem.scoring.domain.Identity;
import io.tandem.scoring.domain.IdentityFact;
import io.tandem.scoring.domain.IdentityKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Users, groups and what was stated of them. All text that decides an order compares by bytes, whatever the locale. */
@ApplicationScoped
class IdentityRepository {
    @Inject
    Database database;

    /** An identity as it was before the statements at hand, or one that they name first. */
    record Seen(String key, String canonical, UUID accountId, boolean isNew) {}

    /**
     * What became of statements.
     *
     * @param seen by key
     * @param changed the keys of which something else holds now
     * @param firsts how many of them are the first of their kind of a key
     */
    record Heard(Map<String, Seen> seen, Set<String> changed, int firsts) {}

    /** Users linked to one another, with the statements on them and on their groups. */
    record Linked(Set<String> keys, List<IdentityFact> facts) {
        List<String> users() {
            return keys.stream().filter(key -> !IdentityKey.isGroup(key)).toList();
        }
    }

    /** Takes statements in, inside the gate, in one round trip. */
    Heard hear(List<Sighting> sightings, List<Statement> statements) {
        Database.RoundTrip trip = database.roundTrip();
        trip.enterGate();
        Database.Answer<Seen> seen = see(trip, sightings);
        Database.Answer<Kept> kept = statements.isEmpty() ? null : state(trip, statements);
        trip.make();
        List<Kept> stated = kept == null ? List.of() : kept.rows();
        return new Heard(
                seen.rows().stream().collect(Collectors.toMap(Seen::key, Function.identity())),
                stated.stream().filter(Kept::changes).map(Kept::subject).collect(Collectors.toSet()),
                (int) stated.stream().filter(Kept::isFirst).count());
    }

    private record Kept(String subject, boolean isFirst, boolean changes) {}

    /** Makes sure that every key has a row, adds to its counts and locks it. Not for what an erasure came after. */
    private static Database.Answer<Seen> see(Database.RoundTrip trip, List<Sighting> sightings) {
        return trip.query(
                """
                        INSERT INTO identity AS i (key, canonical, person, events, first_seen_at, last_seen_at)
                        SELECT s.key, s.key, s.key, sum(s.events), min(s.seen_at), max(s.seen_at)
                        FROM unnest(?::text[], ?::int[], ?::timestamptz[], ?::timestamptz[], ?::text[])
                            AS s (key, events, seen_at, stated_at, person)
                        WHERE s.stated_at > (SELECT coalesce(max(erased_at), '-infinity') FROM erased_key)
                            OR NOT EXISTS (
                            SELECT FROM erased_key e
                            WHERE s.stated_at <= e.erased_at AND e.key_hash IN (
                                sha256(convert_to(s.key, 'UTF8')), sha256(convert_to(s.person, 'UTF8'))))
                        GROUP BY s.key ORDER BY s.key COLLATE "C"
                        ON CONFLICT (key) DO UPDATE SET
                            events = i.events + excluded.events,
                            first_seen_at = least(i.first_seen_at, excluded.first_seen_at),
                            last_seen_at = greatest(i.last_seen_at, excluded.last_seen_at)
                        RETURNING i.key, i.canonical, i.account_id, old.key IS NULL AS is_new
                        """,
                row -> new Seen(
                        row.getString("key"),
                        row.getString("canonical"),
                        row.getObject("account_id", UUID.class),
                        row.getBoolean("is_new")),
                text(sightings.stream().map(Sighting::key).toList()),
                new Column("int4", sightings.stream().map(Sighting::events).toList()),
                times(sightings.stream().map(Sighting::seenAt).toList()),
                times(sightings.stream().map(Sighting::statedAt).toList()),
                text(sightings.stream().map(Sighting::person).toList()));
    }

    /**
     * Keeps of each kind of statement the one that holds. What was stated of somebody, or names somebody, before they were
     * erased is forgotten.
     */
    private static Database.Answer<Kept> state(Database.RoundTrip trip, List<Statement> statements) {
        List<IdentityFact> facts = statements.stream().map(Statement::fact).toList();
        return trip.query(
                """
                INSERT INTO identity_fact AS f (subject, kind, value, stated_at, stated_by)
                SELECT DISTINCT ON (s.subject COLLATE "C", s.kind) s.subject, s.kind, s.value, s.stated_at, s.stated_by
                FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                    AS s (subject, kind, value, stated_at, stated_by, person)
                WHERE s.stated_at > (SELECT coalesce(max(erased_at), '-infinity') FROM erased_key) OR NOT EXISTS (
                    SELECT FROM erased_key e
                    WHERE s.stated_at <= e.erased_at AND e.key_hash IN (
                        sha256(convert_to(s.subject, 'UTF8')), sha256(convert_to(s.person, 'UTF8')),
                        sha256(convert_to(CASE WHEN s.kind = 'SAME_AS' THEN s.value ELSE s.person END, 'UTF8'))))
                ORDER BY s.subject COLLATE "C", s.kind,
                    CASE WHEN s.kind = 'SAME_AS' THEN s.stated_at END,
                    CASE WHEN s.kind = 'SAME_AS' THEN s.stated_by END COLLATE "C",
                    CASE WHEN s.kind = 'SAME_AS' THEN s.value END COLLATE "C",
                    s.stated_at DESC, s.stated_by COLLATE "C" DESC, s.value COLLATE "C" DESC
                ON CONFLICT (subject, kind) DO UPDATE SET
                    value = excluded.value, stated_at = excluded.stated_at, stated_by = excluded.stated_by
                WHERE CASE WHEN f.kind = 'SAME_AS'
                    THEN (excluded.stated_at, excluded.stated_by, excluded.value) < (f.stated_at, f.stated_by, f.value)
                    ELSE (excluded.stated_at, excluded.stated_by, excluded.value) > (f.stated_at, f.stated_by, f.value)
                END
                RETURNING f.subject, old.subject IS NULL AS is_first, old.value IS DISTINCT FROM new.value AS changes
                """,
                row -> new Kept(row.getString("subject"), row.getBoolean("is_first"), row.getBoolean("changes")),
                text(facts.stream().map(IdentityFact::subject).toList()),
                text(facts.stream().map(fact -> fact.kind().name()).toList()),
                text(facts.stream().map(IdentityFact::value).toList()),
                times(facts.stream().map(IdentityFact::statedAt).toList()),
                text(facts.stream().map(IdentityFact::statedBy).toList()),
                text(statements.stream().map(Statement::person).toList()));
    }

    /**
     * Everybody linked to one of these keys, and for the key of a group its members and everybody linked to them. The
     * offset keeps the planner from reading the whole table for a join of two rows.
     */
    Linked linked(Set<String> keys) {
        Set<String> found = new HashSet<>();
        List<IdentityFact> facts = new ArrayList<>();
        database.query(
                """
                WITH RECURSIVE linked (key) AS (
                    SELECT k.key COLLATE "C" FROM unnest(?::text[]) AS k (key)
                    UNION
                    SELECT next.key FROM linked
                    CROSS JOIN LATERAL (
                        SELECT f.value FROM identity_fact f WHERE f.subject = linked.key AND f.kind = 'SAME_AS'
                        UNION ALL
                        SELECT f.subject FROM identity_fact f
                        WHERE f.value = linked.key AND f.kind IN ('SAME_AS', 'GROUP')
                    ) AS next (key)
                ), stated AS (
                    SELECT linked.key, f.kind, f.value, f.stated_at, f.stated_by
                    FROM linked LEFT JOIN LATERAL (
                        SELECT * FROM identity_fact WHERE subject = linked.key OFFSET 0
                    ) AS f ON true
                )
                SELECT * FROM stated
                UNION ALL
                SELECT g.subject, g.kind, g.value, g.stated_at, g.stated_by FROM identity_fact g
                WHERE g.subject IN (SELECT value FROM stated WHERE kind = 'GROUP')
                """,
                row -> {
                    String key = row.getString("key");
                    found.add(key);
                    String kind = row.getString("kind");
                    if (kind != null) {
                        facts.add(new IdentityFact(
                                key,
                                FactKind.valueOf(kind),
                                row.getString("value"),
                                Database.instant(row, "stated_at"),
                                row.getString("stated_by")));
                    }
                    return key;
                },
                text(keys));
        return new Linked(found, facts);
    }

    void lock(Set<String> keys) {
        database.query("SELECT key FROM identity WHERE key = ANY (?) ORDER BY key FOR UPDATE", row -> null, text(keys));
    }

    /** Writes what changed; returns the accounts that somebody left or joined or is known otherwise in. */
    Set<UUID> save(List<Identity> resolved) {
        Set<UUID> touched = new HashSet<>();
        database.query(
                """
                UPDATE identity AS i SET
                    canonical = r.canonical, person = r.person, email = r.email, name = r.name, role = r.role,
                    account_id = r.account_id
                FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[])
                    AS r (key, canonical, person, email, name, role, account_id)
                WHERE i.key = r.key
                    AND (i.canonical, i.person, i.email, i.name, i.role, i.account_id)
                        IS DISTINCT FROM (r.canonical, r.person, r.email, r.name, r.role, r.account_id)
                RETURNING old.account_id, new.account_id
                """,
                row -> {
                    for (int column = 1; column <= 2; column++) {
                        UUID account = row.getObject(column, UUID.class);
                        if (account != null) {
                            touched.add(account);
                        }
                    }
                    return null;
                },
                text(resolved.stream().map(Identity::key).toList()),
                text(resolved.stream().map(Identity::canonical).toList()),
                text(resolved.stream().map(Identity::person).toList()),
                text(resolved.stream().map(Identity::email).toList()),
                text(resolved.stream().map(Identity::name).toList()),
                text(resolved.stream().map(Identity::role).toList()),
                Column.uuids(resolved.stream()
                        .map(identity -> identity.account() == null
                                ? null
                                : identity.account().accountId())
                        .toList()));
        return touched;
    }
}

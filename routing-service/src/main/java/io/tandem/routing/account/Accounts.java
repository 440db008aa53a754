package io.tandem.routing.account;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.routing.domain.Erasure;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.Database.Column;
import io.tandem.routing.storage.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** How each account is served now, and what the relationship record says of it. */
@ApplicationScoped
public class Accounts {
    /*
     * Each table is looked up by account, one by one: OFFSET 0 keeps the planner from joining them. On a new stand, whose
     * tables look empty until they are analysed, it would read all open handoffs for each account, and all decisions for
     * each batch.
     */
    static final String FACTS = """
            SELECT asking.account_id, root.id AS family, known.*,
                   EXISTS (SELECT FROM decision WHERE decision.signup_id = asking.signup_id OFFSET 0) AS signup_decided,
                   (SELECT version FROM policy WHERE status = 'PUBLISHED') AS policy_version
            FROM unnest(?::uuid[], ?::uuid[]) AS asking (account_id, signup_id)
            CROSS JOIN LATERAL (
                SELECT coalesce((SELECT root_id FROM account_root WHERE account_root.account_id = asking.account_id),
                                asking.account_id) AS id
            ) AS root
            CROSS JOIN LATERAL (
                WITH family AS (
                    SELECT root.id AS account_id, 0 AS distance
                    UNION ALL
                    SELECT account_id, 1 FROM account_root WHERE root_id = root.id
                )
                SELECT (SELECT motion FROM family JOIN account_route USING (account_id)
                        ORDER BY array_position(
                            ARRAY['SALES_LED', 'PARTNER', 'SALES_ASSIST', 'SELF_SERVE', 'NURTURE'], motion)
                        LIMIT 1) AS motion,
                       coalesce(rel.owner_id, route.owner_id) AS owner_id,
                       CASE WHEN rel.owner_id IS NULL THEN route.owner_name ELSE rel.owner_name END AS owner_name,
                       CASE WHEN rel.owner_id IS NULL THEN route.owner_email ELSE rel.owner_email END AS owner_email,
                       coalesce(rel.owner_set_by_human, false) AS owner_set_by_human,
                       rel.stage,
                       coalesce(rel.open_opportunity, false) AS open_opportunity,
                       rel.health,
                       NOT EXISTS (SELECT FROM rep
                                   WHERE NOT active
                                     AND (id = coalesce(rel.owner_id, route.owner_id)
                                          OR email = lower(rel.owner_email))) AS owner_available,
                       handoff.id AS handoff_id,
                       handoff.account_id AS handoff_account_id,
                       handoff.owner_id AS handoff_owner_id,
                       handoff.owner_name AS handoff_owner_name,
                       handoff.owner_email AS handoff_owner_email,
                       rest.rests_until,
                       rest.status = 'RECYCLED' AS rest_recycled,
                       rest.signals AS rest_signals
                FROM (SELECT) AS once
                LEFT JOIN LATERAL (
                    SELECT account_route.* FROM family JOIN account_route USING (account_id)
                    WHERE owner_id IS NOT NULL ORDER BY distance, changed_at DESC LIMIT 1) AS route ON true
                LEFT JOIN LATERAL (
                    SELECT relationship.* FROM family JOIN relationship USING (account_id)
                    ORDER BY owner_id IS NULL, owner_set_by_human DESC, distance, changed_at DESC
                    LIMIT 1) AS rel ON true
                LEFT JOIN LATERAL (
                    SELECT open.* FROM family CROSS JOIN LATERAL (
                        SELECT * FROM handoff
                        WHERE handoff.account_id = family.account_id AND closed_at IS NULL OFFSET 0) AS open
                    ORDER BY distance, opened_at, id LIMIT 1) AS handoff ON true
                LEFT JOIN LATERAL (
                    SELECT rests_until, status, signals FROM family CROSS JOIN LATERAL (
                        SELECT * FROM handoff
                        WHERE handoff.account_id = family.account_id AND rests_until > ? OFFSET 0) AS resting
                    ORDER BY status = 'RECYCLED' DESC, rests_until DESC, id LIMIT 1) AS rest ON true
            ) AS known
            """;

    // In one order, so that two writers wait for one another instead of deadlocking.
    private static final String ROUTED = """
            INSERT INTO account_route (account_id, motion, owner_id, owner_name, owner_email, changed_at)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[]) ORDER BY 1
            ON CONFLICT (account_id) DO UPDATE SET
                motion = excluded.motion,
                owner_id = coalesce(excluded.owner_id, account_route.owner_id),
                owner_name = coalesce(excluded.owner_name, account_route.owner_name),
                owner_email = coalesce(excluded.owner_email, account_route.owner_email),
                changed_at = excluded.changed_at
            """;

    @Inject
    Database database;

    @Inject
    StoredJson json;

    @Inject
    Clock clock;

    /**
     * An account that is to be decided on.
     *
     * @param signupId of the signup that asks, or null
     */
    public record Asking(UUID accountId, UUID signupId) {}

    /** An account that is served like this from now on; null for the owner leaves it the one it had. */
    public record Routed(UUID accountId, Motion motion, Owner owner, Instant at) {}

    /** What is known of people and accounts before anything is decided. */
    public record Known(Map<UUID, Instant> erased, Map<UUID, AccountFacts> facts) {}

    /**
     * Everything that decisions need in one round trip: somebody waits for the answer. Waits for erasures that are under way:
     * what is decided beside one would not be seen by it, nor see it.
     *
     * @param people of whom those who were erased are told, and when they were to be
     * @param asking each account once
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Known known(Collection<UUID> people, Collection<Asking> asking) {
        Call<Map.Entry<UUID, Instant>> erased = Call.query(
                "SELECT person_id, requested_at FROM erased_person WHERE person_id = ANY (?)",
                row -> Map.entry(
                        row.getObject("person_id", UUID.class),
                        row.getObject("requested_at", OffsetDateTime.class).toInstant()),
                Column.of("uuid", people, id -> id));
        Call<Map.Entry<UUID, AccountFacts>> facts = askFacts(asking);
        database.together(
                Call.query("SELECT pg_advisory_xact_lock_shared(" + Erasure.LOCK + ")", row -> null), erased, facts);
        return new Known(map(erased), map(facts));
    }

    /**
     * Accounts that are linked count as one. Who was chosen by a human goes before any other owner, and the account that the
     * others are part of before those.
     *
     * @param asking each account once
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UUID, AccountFacts> facts(Collection<Asking> asking) {
        Call<Map.Entry<UUID, AccountFacts>> facts = askFacts(asking);
        database.together(facts);
        return map(facts);
    }

    private Call<Map.Entry<UUID, AccountFacts>> askFacts(Collection<Asking> asking) {
        return Call.query(
                FACTS,
                row -> Map.entry(row.getObject("account_id", UUID.class), facts(row)),
                Column.of("uuid", asking, Asking::accountId),
                Column.of("uuid", asking, Asking::signupId),
                clock.instant());
    }

    private static <V> Map<UUID, V> map(Call<Map.Entry<UUID, V>> answered) {
        return answered.rows().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @param routed of several for one account the last holds */
    public static Call<Void> routed(Collection<Routed> routed) {
        Map<UUID, Routed> last = new HashMap<>();
        routed.forEach(one -> {
            Routed before = last.get(one.accountId());
            Owner owner = one.owner() == null && before != null ? before.owner() : one.owner();
            last.put(one.accountId(), new Routed(one.accountId(), one.motion(), owner, one.at()));
        });
        return Call.update(
                ROUTED,
                Column.of("uuid", last.values(), Routed::accountId),
                Column.of("text", last.values(), Routed::motion),
                Column.of("uuid", last.values(), one -> id(one.owner())),
                Column.of("text", last.values(), one -> name(one.owner())),
                Column.of("text", last.values(), one -> email(one.owner())),
                Column.of("timestamptz", last.values(), Routed::at));
    }

    /** Before several are changed one by one: in the order in which everybody locks them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(Collection<UUID> accountIds) {
        database.query(
                "SELECT account_id FROM account_route WHERE account_id = ANY (?) ORDER BY account_id FOR UPDATE",
                row -> null,
                Column.of("uuid", accountIds, id -> id));
    }

    /** A handoff that waited found somebody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void owned(UUID accountId, Owner owner, Instant now) {
        database.update("""
                UPDATE account_route SET owner_id = ?, owner_name = ?, owner_email = ?, changed_at = ?
                WHERE account_id = ?
                """, owner.id(), owner.name(), owner.email(), now, accountId);
    }

    /** A handoff ended for which it was too early: the account serves itself, with or without the owner it had. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void resting(UUID accountId, boolean keepsOwner, Instant now) {
        database.update("""
                UPDATE account_route SET motion = 'SELF_SERVE', changed_at = ?,
                    owner_id = CASE WHEN ? THEN owner_id END,
                    owner_name = CASE WHEN ? THEN owner_name END,
                    owner_email = CASE WHEN ? THEN owner_email END
                WHERE account_id = ?
                """, now, keepsOwner, keepsOwner, keepsOwner, accountId);
    }

    private AccountFacts facts(ResultSet row) throws SQLException {
        String motion = row.getString("motion");
        UUID handoffId = row.getObject("handoff_id", UUID.class);
        return new AccountFacts(
                row.getObject("family", UUID.class),
                motion == null ? null : Motion.valueOf(motion),
                handoffId == null ? null : new RoutingInputs.OpenHandoff(handoffId, owner(row, "handoff_owner_")),
                row.getObject("handoff_account_id", UUID.class),
                rest(row),
                new RoutingInputs.Relationship(
                        owner(row, "owner_"),
                        row.getBoolean("owner_available"),
                        row.getBoolean("owner_set_by_human"),
                        row.getString("stage"),
                        row.getBoolean("open_opportunity"),
                        row.getObject("health", Integer.class)),
                row.getBoolean("signup_decided"),
                row.getString("policy_version"));
    }

    private RoutingInputs.Rest rest(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("rests_until", OffsetDateTime.class);
        return until == null
                ? null
                : new RoutingInputs.Rest(
                        until.toInstant(),
                        row.getBoolean("rest_recycled"),
                        json.read(row.getString("rest_signals"), new TypeReference<>() {}));
    }

    private static Owner owner(ResultSet row, String prefix) throws SQLException {
        UUID id = row.getObject(prefix + "id", UUID.class);
        return id == null ? null : new Owner(id, row.getString(prefix + "name"), row.getString(prefix + "email"));
    }

    static UUID id(Owner owner) {
        return owner == null ? null : owner.id();
    }

    static String name(Owner owner) {
        return owner == null ? null : owner.name();
    }

    static String email(Owner owner) {
        return owner == null ? null : owner.email();
    }
}

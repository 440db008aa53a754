package io.tandem.routing.account;

import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.SignupAnswers;
import io.tandem.routing.domain.RoutingInputs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;

/** How each account is served now, and what the relationship record says of it. */
@ApplicationScoped
public class Accounts {
    @Inject
    StatelessSession session;

    /**
     * Everything a decision needs in one round trip: somebody waits for the answer. Accounts that are linked count as
     * one. Who was chosen by a human goes before any other owner, and the account that the others are part of before
     * those.
     *
     * @param signupId of the signup that asks, or null
     * @param signup the signup that asks, else the account's latest, else null
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public AccountFacts facts(UUID accountId, UUID signupId, SignupAnswers signup) {
        Tuple row = session.createNativeQuery("""
                        WITH root AS (
                            SELECT coalesce(
                                (SELECT root_id FROM account_root WHERE account_id = :account), :account) AS id
                        ), family AS (
                            SELECT id AS account_id, 0 AS distance FROM root
                            UNION ALL
                            SELECT account_id, 1 FROM account_root WHERE root_id = (SELECT id FROM root)
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
                               NOT EXISTS (SELECT FROM rep
                                           WHERE NOT active
                                             AND (id = coalesce(rel.owner_id, route.owner_id)
                                                  OR email = lower(rel.owner_email))) AS owner_available,
                               handoff.id AS handoff_id,
                               handoff.account_id AS handoff_account_id,
                               handoff.owner_id AS handoff_owner_id,
                               handoff.owner_name AS handoff_owner_name,
                               handoff.owner_email AS handoff_owner_email,
                               EXISTS (SELECT FROM decision WHERE signup_id = :signup) AS signup_decided,
                               EXISTS (SELECT FROM erased_person
                                       WHERE person_id = :person AND requested_at >= :signedUpAt) AS signup_erased,
                               (SELECT version FROM policy ORDER BY ordinal DESC LIMIT 1) AS policy_version
                        FROM root
                        LEFT JOIN LATERAL (
                            SELECT account_route.* FROM family JOIN account_route USING (account_id)
                            WHERE owner_id IS NOT NULL ORDER BY distance, changed_at DESC LIMIT 1) AS route ON true
                        LEFT JOIN LATERAL (
                            SELECT relationship.* FROM family JOIN relationship USING (account_id)
                            ORDER BY owner_id IS NULL, owner_set_by_human DESC, distance, changed_at DESC
                            LIMIT 1) AS rel ON true
                        LEFT JOIN LATERAL (
                            SELECT handoff.* FROM family JOIN handoff USING (account_id)
                            WHERE status IN ('QUEUED', 'OPEN', 'ACCEPTED')
                            ORDER BY distance, opened_at, id LIMIT 1) AS handoff ON true
                        """, Tuple.class)
                .setParameter("account", accountId)
                .setParameter("signup", signupId, UUID.class)
                .setParameter("person", signup == null ? null : signup.personId(), UUID.class)
                .setParameter("signedUpAt", signup == null ? null : signup.signedUpAt(), Instant.class)
                .getSingleResult();
        String motion = row.get("motion", String.class);
        UUID handoffId = row.get("handoff_id", UUID.class);
        return new AccountFacts(
                motion == null ? null : Motion.valueOf(motion),
                handoffId == null ? null : new RoutingInputs.OpenHandoff(handoffId, owner(row, "handoff_owner_")),
                row.get("handoff_account_id", UUID.class),
                new RoutingInputs.Relationship(
                        owner(row, "owner_"),
                        row.get("owner_available", Boolean.class),
                        row.get("owner_set_by_human", Boolean.class),
                        row.get("stage", String.class)),
                row.get("signup_decided", Boolean.class),
                row.get("signup_erased", Boolean.class),
                row.get("policy_version", String.class));
    }

    /** The account is served like this from now on. An owner it had stays when the new one is null. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void routed(UUID accountId, Motion motion, Owner owner, Instant now) {
        MutationQuery upsert = session.createNativeMutationQuery("""
                INSERT INTO account_route (account_id, motion, owner_id, owner_name, owner_email, changed_at)
                VALUES (:account, :motion, :ownerId, :ownerName, :ownerEmail, :now)
                ON CONFLICT (account_id) DO UPDATE SET
                    motion = excluded.motion,
                    owner_id = coalesce(excluded.owner_id, account_route.owner_id),
                    owner_name = coalesce(excluded.owner_name, account_route.owner_name),
                    owner_email = coalesce(excluded.owner_email, account_route.owner_email),
                    changed_at = excluded.changed_at
                """);
        withOwner(upsert, owner)
                .setParameter("account", accountId)
                .setParameter("motion", motion.name())
                .setParameter("now", now)
                .executeUpdate();
    }

    /** A handoff that waited found somebody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void owned(UUID accountId, Owner owner, Instant now) {
        MutationQuery update = session.createNativeMutationQuery("""
                UPDATE account_route
                SET owner_id = :ownerId, owner_name = :ownerName, owner_email = :ownerEmail, changed_at = :now
                WHERE account_id = :account
                """);
        withOwner(update, owner)
                .setParameter("account", accountId)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Keeps the latest state; one that is older than the kept one changes nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    void keep(RelationshipChanged changed) {
        MutationQuery upsert = session.createNativeMutationQuery("""
                INSERT INTO relationship
                    (account_id, owner_id, owner_name, owner_email, owner_set_by_human, stage, changed_at)
                VALUES (:account, :ownerId, :ownerName, :ownerEmail, :byHuman, :stage, :changedAt)
                ON CONFLICT (account_id) DO UPDATE SET
                    owner_id = excluded.owner_id,
                    owner_name = excluded.owner_name,
                    owner_email = excluded.owner_email,
                    owner_set_by_human = excluded.owner_set_by_human,
                    stage = excluded.stage,
                    changed_at = excluded.changed_at
                WHERE relationship.changed_at <= excluded.changed_at
                """);
        withOwner(upsert, changed.owner())
                .setParameter("account", changed.accountId())
                .setParameter("byHuman", changed.ownerSetByHuman())
                .setParameter("stage", changed.stage(), String.class)
                .setParameter("changedAt", changed.changedAt())
                .executeUpdate();
    }

    private static Owner owner(Tuple row, String prefix) {
        UUID id = row.get(prefix + "id", UUID.class);
        return id == null
                ? null
                : new Owner(id, row.get(prefix + "name", String.class), row.get(prefix + "email", String.class));
    }

    private static MutationQuery withOwner(MutationQuery query, Owner owner) {
        return query.setParameter("ownerId", owner == null ? null : owner.id(), UUID.class)
                .setParameter("ownerName", owner == null ? null : owner.name(), String.class)
                .setParameter("ownerEmail", owner == null ? null : owner.email(), String.class);
    }
}

package io.tandem.routing.handoff;

import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Column;
import io.tandem.routing.storage.StoredJson;
import io.tandem.routing.storage.TimeCursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

@ApplicationScoped
class HandoffRepository {
    // Where an account has an open handoff, or one that it counts as one with, no other is added.
    private static final String ADD = """
            INSERT INTO handoff (
                id, account_id, decision_id, motion, pool, status, owner_id, owner_name, owner_email, reasons, brief,
                hand_raiser, signals, opened_at, due_at, assigned_at)
            SELECT added.* FROM unnest(
                ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[],
                ?::jsonb[], ?::text[], ?::boolean[], ?::jsonb[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
                AS added (id, account_id)
            WHERE NOT EXISTS (
                WITH root AS (
                    SELECT coalesce((SELECT root_id FROM account_root WHERE account_root.account_id = added.account_id),
                                    added.account_id) AS id)
                SELECT FROM handoff AS other
                WHERE other.closed_at IS NULL
                  AND other.account_id IN (
                      SELECT id FROM root
                      UNION ALL SELECT account_id FROM account_root WHERE root_id = (SELECT id FROM root)))
            """;

    @Inject
    StatelessSession session;

    @Inject
    Database database;

    @Inject
    StoredJson json;

    /** How many were added: not those whose account has an open one, or counts as one with an account that has. */
    int add(List<Handoff> handoffs) {
        return database.update(
                ADD,
                Column.of("uuid", handoffs, Handoff::id),
                Column.of("uuid", handoffs, Handoff::accountId),
                Column.of("uuid", handoffs, Handoff::decisionId),
                Column.of("text", handoffs, Handoff::motion),
                Column.of("text", handoffs, Handoff::pool),
                Column.of("text", handoffs, Handoff::status),
                Column.of("uuid", handoffs, Handoff::ownerId),
                Column.of("text", handoffs, Handoff::ownerName),
                Column.of("text", handoffs, Handoff::ownerEmail),
                Column.of("jsonb", handoffs, Handoff::reasons),
                Column.of("text", handoffs, Handoff::brief),
                Column.of("bool", handoffs, Handoff::handRaiser),
                Column.of("jsonb", handoffs, handoff -> json.write(handoff.signals())),
                Column.of("timestamptz", handoffs, Handoff::openedAt),
                Column.of("timestamptz", handoffs, Handoff::dueAt),
                Column.of("timestamptz", handoffs, Handoff::assignedAt));
    }

    void update(Handoff handoff) {
        session.update(handoff);
    }

    Optional<Handoff> find(UUID id) {
        return Optional.ofNullable(session.get(Handoff.class, id));
    }

    Optional<Handoff> lock(UUID id) {
        return Optional.ofNullable(session.get(Handoff.class, id, LockMode.PESSIMISTIC_WRITE));
    }

    List<String> poolsWithQueue() {
        return session.createSelectionQuery(
                        "select distinct pool from handoff where status = QUEUED order by pool", String.class)
                .getResultList();
    }

    /** Those that wait for a rep of a pool, longest first. */
    List<Handoff> queued(String pool) {
        return session.createSelectionQuery(
                        "from handoff where pool = :pool and status = QUEUED order by openedAt, id", Handoff.class)
                .setParameter("pool", pool)
                .setMaxResults(1000)
                .getResultList();
    }

    /** Reps who do not want this handoff. */
    Set<UUID> declinersOf(UUID handoffId) {
        return session
                .createNativeQuery("SELECT rep_id FROM handoff_decline WHERE handoff_id = :id", UUID.class)
                .setParameter("id", handoffId)
                .getResultList()
                .stream()
                .collect(Collectors.toSet());
    }

    void declined(UUID handoffId, UUID repId, String reason, Instant now) {
        session.createNativeMutationQuery("""
                        INSERT INTO handoff_decline (handoff_id, rep_id, reason, declined_at)
                        VALUES (:handoff, :rep, :reason, :now) ON CONFLICT DO NOTHING
                        """)
                .setParameter("handoff", handoffId)
                .setParameter("rep", repId)
                .setParameter("reason", reason)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Newest first; a filter that is null lets everything pass. */
    List<Handoff> page(UUID accountId, HandoffStatus status, String ownerEmail, TimeCursor after, int limit) {
        var where = new StringBuilder("from handoff where (openedAt, id) < (:at, :id)");
        if (accountId != null) {
            where.append(" and accountId = :account");
        }
        if (status != null) {
            where.append(" and status = :status");
        }
        if (ownerEmail != null) {
            where.append(" and lower(ownerEmail) = lower(:email)");
        }
        var query = session.createSelectionQuery(where + " order by openedAt desc, id desc", Handoff.class)
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                .setMaxResults(limit);
        if (accountId != null) {
            query.setParameter("account", accountId);
        }
        if (status != null) {
            query.setParameter("status", status);
        }
        if (ownerEmail != null) {
            query.setParameter("email", ownerEmail);
        }
        return query.getResultList();
    }
}

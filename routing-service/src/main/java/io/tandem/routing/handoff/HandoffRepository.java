package io.tandem.routing.handoff;

import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Column;
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
    private static final String ADD = """
            INSERT INTO handoff (
                id, account_id, decision_id, motion, pool, status, owner_id, owner_name, owner_email, reasons, brief,
                opened_at, due_at, assigned_at)
            SELECT * FROM unnest(
                ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[],
                ?::jsonb[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
            """;

    @Inject
    StatelessSession session;

    @Inject
    Database database;

    void add(List<Handoff> handoffs) {
        database.update(
                ADD,
                Column.of("uuid", handoffs, Handoff::id),
                Column.of("uuid", handoffs, Handoff::accountId),
                Column.of("uuid", handoffs, Handoff::decisionId),
                Column.of("text", handoffs, Handoff::motion),
                Column.of("text", handoffs, Handoff::pool),
                Column.of("text", handoffs, Handoff::status),
                Column.of(
                        "uuid",
                        handoffs,
                        handoff ->
                                handoff.owner() == null ? null : handoff.owner().id()),
                Column.of(
                        "text",
                        handoffs,
                        handoff ->
                                handoff.owner() == null ? null : handoff.owner().name()),
                Column.of(
                        "text",
                        handoffs,
                        handoff ->
                                handoff.owner() == null ? null : handoff.owner().email()),
                Column.of("jsonb", handoffs, Handoff::reasons),
                Column.of("text", handoffs, Handoff::brief),
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
    List<Handoff> page(UUID accountId, Handoff.Status status, String ownerEmail, TimeCursor after, int limit) {
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

package io.tandem.routing.handoff;

import io.tandem.routing.assignment.Taker;
import io.tandem.routing.storage.Database;
import io.tandem.routing.storage.Database.Call;
import io.tandem.routing.storage.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

@ApplicationScoped
class HandoffRepository {
    // Where an account has an open handoff, or one that it counts as one with, no other is added. Each account is
    // looked up by itself (OFFSET 0): planned while the table looks empty, a join would read all open handoffs for it.
    // With each begins its history.
    static final String ADD = """
            WITH opened AS (INSERT INTO handoff (
                id, account_id, decision_id, motion, pool, status, owner_id, owner_name, owner_email, reasons, brief,
                brief_facts, hand_raiser, signals, opened_at, due_at, sla_minutes, sla_round, assigned_at,
                needs)
            SELECT added.* FROM unnest(
                ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[], ?::text[],
                ?::jsonb[], ?::text[], ?::jsonb[], ?::boolean[], ?::jsonb[], ?::timestamptz[], ?::timestamptz[], ?::int[], ?::int[],
                ?::timestamptz[], ?::jsonb[])
                AS added (id, account_id)
            WHERE NOT EXISTS (
                WITH root AS (
                    SELECT coalesce((SELECT root_id FROM account_root WHERE account_root.account_id = added.account_id),
                                    added.account_id) AS id)
                SELECT FROM (
                    SELECT id FROM root
                    UNION ALL SELECT account_id FROM account_root WHERE root_id = (SELECT id FROM root)) AS family
                CROSS JOIN LATERAL (
                    SELECT FROM handoff
                    WHERE handoff.account_id = family.id AND handoff.closed_at IS NULL OFFSET 0) AS open)
            RETURNING id, opened_at, owner_name, owner_email)
            INSERT INTO handoff_history (handoff_id, at, what, who, owner_name, owner_email)
            SELECT id, opened_at, 'OPENED', 'tandem', owner_name, owner_email FROM opened
            """;

    static final String ENDED = """
            SELECT account_id, status, owner_name, closed_at, coalesce(close_reason, outcome) AS how
            FROM (SELECT handoff.*, row_number() OVER (PARTITION BY account_id ORDER BY closed_at DESC) AS nth
                  FROM handoff WHERE account_id = ANY (?) AND closed_at IS NOT NULL) AS ended
            WHERE nth <= 3 ORDER BY closed_at DESC
            """;

    // Those that nobody is left for, or nobody now, are neither read nor locked, and hold up no others. Who passed one
    // over is looked up by its key (OFFSET 0): a join would read all that was ever passed over.
    private static final String WAITING = """
            FROM handoff WHERE status IN ('QUEUED', 'EXPIRED') AND EXISTS (
                SELECT FROM unnest(?::text[], ?::uuid[]) AS taker (pool, rep_id)
                WHERE taker.pool = handoff.pool AND taker.rep_id <> ALL (
                    ARRAY(SELECT rep_id FROM handoff_decline WHERE handoff_id = handoff.id)) OFFSET 0)
            """;

    private static final String QUEUED = "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY pool ORDER BY"
            + " opened_at, id) AS place " + WAITING + ") AS waiting WHERE place <= 1000";

    @Inject
    StatelessSession session;

    @Inject
    Database database;

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
                Column.of("jsonb", handoffs, handoff -> handoff.subject().reasons()),
                Column.of("text", handoffs, handoff -> handoff.subject().brief()),
                Column.of("jsonb", handoffs, handoff -> handoff.subject().briefFacts()),
                Column.of("bool", handoffs, handoff -> handoff.subject().handRaiser()),
                Column.of("jsonb", handoffs, handoff -> handoff.subject().signals()),
                Column.of("timestamptz", handoffs, Handoff::openedAt),
                Column.of("timestamptz", handoffs, handoff -> handoff.sla().dueAt()),
                Column.of("int4", handoffs, handoff -> handoff.sla().minutes()),
                Column.of("int4", handoffs, handoff -> handoff.sla().round()),
                Column.of("timestamptz", handoffs, Handoff::assignedAt),
                Column.of("jsonb", handoffs, handoff -> handoff.subject().needs()));
    }

    /** Asks what came of the last three that ended of each account, in words, newest first. */
    static Call<Map.Entry<UUID, String>> askEnded(Collection<UUID> accounts) {
        return Call.query(
                ENDED,
                row -> Map.entry(
                        row.getObject("account_id", UUID.class),
                        "%s on %s by %s: %s"
                                .formatted(
                                        row.getString("status").toLowerCase(Locale.ROOT),
                                        row.getObject("closed_at", OffsetDateTime.class)
                                                .withOffsetSameInstant(ZoneOffset.UTC)
                                                .toLocalDate(),
                                        row.getString("owner_name"),
                                        row.getString("how"))),
                Column.of("uuid", accounts, id -> id));
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

    /** How many of these are open, which nobody can end until the transaction does. */
    int shareOpen(Collection<UUID> ids) {
        return database.query(
                        "SELECT id FROM handoff WHERE id = ANY (?) AND closed_at IS NULL ORDER BY opened_at, id FOR SHARE",
                        row -> row.getObject("id", UUID.class),
                        Column.of("uuid", ids, id -> id))
                .size();
    }

    boolean anyWaits() {
        return database.query(
                        "SELECT EXISTS (SELECT FROM handoff WHERE status IN ('QUEUED', 'EXPIRED')) AS waits",
                        row -> row.getBoolean("waits"))
                .get(0);
    }

    /** Whether any waits that one of these could be given. */
    boolean areQueuedFor(List<Taker> takers) {
        return database.query(
                        "SELECT EXISTS (SELECT " + WAITING + ") AS waiting",
                        row -> row.getBoolean("waiting"),
                        Column.of("text", takers, Taker::pool),
                        Column.of("uuid", takers, Taker::repId))
                .get(0);
    }

    /**
     * Up to a thousand of each pool that wait and that one of these could be given, longest first, in the order in which
     * everybody locks handoffs.
     */
    List<Handoff> lockQueuedFor(List<Taker> takers) {
        List<UUID> ids = database.query(
                QUEUED,
                row -> row.getObject("id", UUID.class),
                Column.of("text", takers, Taker::pool),
                Column.of("uuid", takers, Taker::repId));
        return ids.isEmpty()
                ? List.of()
                : session.createSelectionQuery("from handoff where id in :ids order by openedAt, id", Handoff.class)
                        .setParameterList("ids", ids)
                        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                        .getResultList();
    }

    /** What a rep has and has not ended, in the order in which everybody locks handoffs. */
    List<Handoff> lockOpenOf(UUID repId) {
        return session.createSelectionQuery(
                        "from handoff where ownerId = :rep and closedAt is null order by openedAt, id", Handoff.class)
                .setParameter("rep", repId)
                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** Reps who did not want these handoffs; a handoff that nobody declined is left out. */
    Map<UUID, Set<UUID>> declinersOf(List<UUID> handoffIds) {
        return database
                .query(
                        "SELECT handoff_id, rep_id FROM handoff_decline WHERE handoff_id = ANY (?)",
                        row -> Map.entry(row.getObject("handoff_id", UUID.class), row.getObject("rep_id", UUID.class)),
                        Column.of("uuid", handoffIds, id -> id))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    /** Reps who do not want this handoff, or had it and let its time pass. */
    Set<UUID> declinersOf(UUID handoffId) {
        return declinersOf(List.of(handoffId)).getOrDefault(handoffId, Set.of());
    }

    /** Reps who said that they do not want this handoff. */
    Set<UUID> refusersOf(UUID handoffId) {
        return session
                .createNativeQuery(
                        "SELECT rep_id FROM handoff_decline WHERE handoff_id = :id AND NOT expired", UUID.class)
                .setParameter("id", handoffId)
                .getResultList()
                .stream()
                .collect(Collectors.toSet());
    }

    void declined(UUID handoffId, UUID repId, String reason, Instant now) {
        passOver(handoffId, repId, reason, false, now);
    }

    /** The rep had it and let its time pass. */
    void missed(UUID handoffId, UUID repId, Instant now) {
        passOver(handoffId, repId, "did not take it in time", true, now);
    }

    private void passOver(UUID handoffId, UUID repId, String reason, boolean expired, Instant now) {
        session.createNativeMutationQuery("""
                        INSERT INTO handoff_decline (handoff_id, rep_id, reason, expired, declined_at)
                        VALUES (:handoff, :rep, :reason, :expired, :now)
                        ON CONFLICT (handoff_id, rep_id) DO UPDATE SET
                            reason = excluded.reason, expired = excluded.expired, declined_at = excluded.declined_at
                        """)
                .setParameter("handoff", handoffId)
                .setParameter("rep", repId)
                .setParameter("reason", reason)
                .setParameter("expired", expired)
                .setParameter("now", now)
                .executeUpdate();
    }
}

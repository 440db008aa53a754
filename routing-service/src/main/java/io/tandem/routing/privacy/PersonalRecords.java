package io.tandem.routing.privacy;

import io.tandem.routing.domain.DecisionContent;
import io.tandem.routing.domain.Erasure;
import io.tandem.routing.storage.StoredDecisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Where routing has stored something of a person. Erasing and exporting are rare and nobody waits for them, so the
 * tables are read through rather than indexed by person at the cost of every decision.
 */
@ApplicationScoped
class PersonalRecords {
    @Inject
    StatelessSession session;

    @Inject
    StoredDecisions stored;

    record Decided(UUID id, UUID accountId, Instant decidedAt, DecisionContent content) {}

    record HandedOver(
            UUID id,
            UUID accountId,
            Instant openedAt,
            String reasons,
            String brief,
            String briefFacts,
            String closeReason) {}

    /**
     * The accounts that may mention the person: where the email stands, and those that count as one with the given. Of a
     * decision the inputs count; the pool names every rep, who may have signed up once, too.
     */
    UUID[] accounts(UUID accountId, UUID personId, String email) {
        return session.createNativeQuery("""
                        WITH root AS (
                            SELECT coalesce((SELECT root_id FROM account_root WHERE account_id = :account),
                                            CAST(:account AS uuid)) AS id)
                        SELECT id FROM root
                        UNION SELECT account_id FROM account_root WHERE root_id = (SELECT id FROM root)
                        UNION SELECT account_id FROM decision
                              CROSS JOIN LATERAL (SELECT lower(convert_from(content, 'UTF8')) AS told OFFSET 0) AS text
                              WHERE CASE WHEN position(:email IN told) > 0 OR position(:person IN told) > 0
                                  THEN position(:email IN told::json ->> 0) > 0 OR position(:person IN told::json ->> 0) > 0
                                  ELSE false END
                        UNION SELECT account_id FROM handoff WHERE position(:email IN lower(brief)) > 0
                        UNION SELECT account_id FROM handoff JOIN handoff_history ON handoff_id = handoff.id
                              WHERE position(:email IN lower(why)) > 0
                        """, UUID.class)
                .setParameter("account", accountId)
                .setParameter("email", email)
                .setParameter("person", personId.toString())
                .getResultList()
                .toArray(UUID[]::new);
    }

    List<Decided> decisions(UUID[] accounts) {
        return session
                .createNativeQuery("""
                        SELECT id, account_id, decided_at, content FROM decision
                        WHERE account_id = ANY(:accounts) ORDER BY decided_at, id
                        """, Object[].class)
                .setParameter("accounts", accounts)
                .getResultList()
                .stream()
                .map(row -> new Decided((UUID) row[0], (UUID) row[1], (Instant) row[2], stored.read((byte[]) row[3])))
                .toList();
    }

    List<HandedOver> handoffs(UUID[] accounts) {
        return session
                .createNativeQuery("""
                        SELECT id, account_id, opened_at, reasons::text, brief, brief_facts::text, close_reason FROM handoff
                        WHERE account_id = ANY(:accounts) ORDER BY opened_at, id
                        """, Object[].class)
                .setParameter("accounts", accounts)
                .getResultList()
                .stream()
                .map(row -> new HandedOver(
                        (UUID) row[0],
                        (UUID) row[1],
                        (Instant) row[2],
                        (String) row[3],
                        (String) row[4],
                        (String) row[5],
                        (String) row[6]))
                .toList();
    }

    void redact(UUID decision, DecisionContent left, Instant now) {
        session.createNativeMutationQuery(
                        "UPDATE decision SET content = :content, facts = NULL, redacted_at = :now WHERE id = :id")
                .setParameter("content", stored.write(left))
                .setParameter("now", now)
                .setParameter("id", decision)
                .executeUpdate();
    }

    void redact(HandedOver handoff) {
        session.createNativeMutationQuery("""
                        UPDATE handoff SET reasons = CAST(:reasons AS jsonb), brief = :brief,
                            brief_facts = CAST(:facts AS jsonb), close_reason = :closed
                        WHERE id = :id
                        """)
                .setParameter("reasons", handoff.reasons())
                .setParameter("brief", handoff.brief())
                .setParameter("facts", handoff.briefFacts(), String.class)
                .setParameter("closed", handoff.closeReason(), String.class)
                .setParameter("id", handoff.id())
                .executeUpdate();
    }

    /** What people wrote in their own words, by whichever row: the words of declines and of the audit trail. */
    List<Object[]> declines(UUID[] accounts) {
        return session.createNativeQuery("""
                        SELECT handoff_id, rep_id, handoff_decline.reason FROM handoff_decline
                        JOIN handoff ON handoff.id = handoff_id WHERE account_id = ANY(:accounts)
                        """, Object[].class)
                .setParameter("accounts", accounts)
                .getResultList();
    }

    void redactDecline(Object handoffId, Object repId, String reason) {
        session.createNativeMutationQuery(
                        "UPDATE handoff_decline SET reason = :reason WHERE handoff_id = :handoff AND rep_id = :rep")
                .setParameter("reason", reason)
                .setParameter("handoff", handoffId)
                .setParameter("rep", repId)
                .executeUpdate();
    }

    /** Why somebody did something with a handoff, by the row of its history. */
    List<Object[]> historyWords(UUID[] accounts) {
        return session.createNativeQuery("""
                        SELECT handoff_history.id, why FROM handoff_history JOIN handoff ON handoff.id = handoff_id
                        WHERE account_id = ANY(:accounts) AND why IS NOT NULL
                        """, Object[].class)
                .setParameter("accounts", accounts)
                .getResultList();
    }

    void redactHistory(Object id, String why) {
        session.createNativeMutationQuery("UPDATE handoff_history SET why = :why WHERE id = :id")
                .setParameter("why", why)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Audit entries of these accounts' handoffs, and those that hold the email wherever. */
    List<Object[]> auditEntries(UUID[] accounts, String email) {
        return session.createNativeQuery("""
                        SELECT id, what, before::text, after::text FROM audit_entry
                        WHERE subject IN (SELECT 'handoff/' || id FROM handoff WHERE account_id = ANY(:accounts))
                           OR position(:email IN lower(concat_ws(' ', what, before, after))) > 0
                        """, Object[].class)
                .setParameter("accounts", accounts)
                .setParameter("email", email)
                .getResultList();
    }

    void redactAuditEntry(Object id, String what, String before, String after) {
        session.createNativeMutationQuery("""
                        UPDATE audit_entry SET what = :what, before = CAST(:before AS jsonb),
                            after = CAST(:after AS jsonb) WHERE id = :id
                        """)
                .setParameter("what", what)
                .setParameter("before", before, String.class)
                .setParameter("after", after, String.class)
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Whoever decides waits until the end of this transaction, and it waits for those who are at it. */
    void holdDecisions() {
        session.createNativeQuery("SELECT CAST(pg_advisory_xact_lock(" + Erasure.LOCK + ") AS text)", String.class)
                .getSingleResult();
    }

    void remember(UUID personId, Instant requestedAt) {
        session.createNativeMutationQuery("""
                        INSERT INTO erased_person (person_id, requested_at) VALUES (:person, :at)
                        ON CONFLICT (person_id) DO UPDATE
                            SET requested_at = greatest(erased_person.requested_at, excluded.requested_at)
                        """)
                .setParameter("person", personId)
                .setParameter("at", requestedAt)
                .executeUpdate();
    }

    /** What whoever served them was told goes with them; the admins' suppression list stays. */
    void forgetPreference(UUID personId) {
        session.createNativeMutationQuery(
                        "DELETE FROM suppressed_contact WHERE person_id = :person AND source = 'PREFERENCE'")
                .setParameter("person", personId)
                .executeUpdate();
    }
}

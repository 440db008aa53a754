package io.tandem.crm.privacy;

import io.tandem.contracts.ContactSuppressed;
import io.tandem.crm.domain.Erasure;
import io.tandem.crm.domain.Mentions;
import io.tandem.crm.domain.RecordKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.query.NativeQuery;

/**
 * Where something of a person is stored. Erasing and exporting are rare and nobody waits for them, so the tables are
 * read through rather than indexed by person.
 */
@ApplicationScoped
class PersonalRecords {
    /** A text that may mention the person, in a column of a table. */
    record Text(Object id, String text) {}

    /** A column of texts that people may be mentioned in. */
    enum Place {
        TIMELINE("timelineEntries", "timeline_entry", "event_id", "text", "text"),
        HANDOFF_REASONS("handoffTexts", "handoff", "handoff_id", "reasons", "jsonb"),
        HANDOFF_BRIEF("handoffTexts", "handoff", "handoff_id", "brief", "text"),
        ACCOUNT_NAME("accountNames", "account", "account_id", "name", "text"),
        ACCOUNT_FIRMOGRAPHICS("accountNames", "account", "account_id", "firmographics", "jsonb"),
        OPPORTUNITY_NAME("opportunityTexts", "opportunity", "id", "name", "text"),
        OPPORTUNITY_STAGE("opportunityTexts", "opportunity", "id", "stage_words", "text"),
        OPPORTUNITY_REASON("opportunityTexts", "opportunity", "id", "close_reason", "text"),
        OPPORTUNITY_EXCEPTION("opportunityTexts", "opportunity_move", "id", "exception", "text"),
        INTERACTION_OUTCOME("interactionTexts", "interaction", "id", "outcome", "text"),
        INTERACTION_NEXT_STEP("interactionTexts", "interaction", "id", "next_step", "text"),
        ENGAGEMENT_NAME("engagementTexts", "engagement", "id", "name", "text"),
        ENGAGEMENT_SCOPE("engagementTexts", "engagement", "id", "scope", "text"),
        ENGAGEMENT_MILESTONES("engagementTexts", "engagement", "id", "milestones", "jsonb"),
        PROPOSAL_CONTENT("proposalTexts", "proposal", "id", "content", "jsonb"),
        PROPOSAL_REASON("proposalTexts", "proposal", "id", "reason", "text"),
        PROPOSAL_REVISION("proposalTexts", "proposal_revision", "id", "content", "jsonb"),
        SURVEY_COMMENT("surveyTexts", "survey", "id", "comment", "text"),
        SUGGESTION("suggestionTexts", "suggestion", "id", "text", "text"),
        SUGGESTION_REASON("suggestionTexts", "suggestion", "id", "reason", "text"),
        HISTORY("historyTexts", "record_change", "id", "text", "text"),
        AUDIT_BEFORE("auditEntries", "audit_entry", "id", "before", "jsonb"),
        AUDIT_AFTER("auditEntries", "audit_entry", "id", "after", "jsonb");

        private final String kind;
        private final String table;
        private final String key;
        private final String column;
        private final String type;

        Place(String kind, String table, String key, String column, String type) {
            this.kind = kind;
            this.table = table;
            this.key = key;
            this.column = column;
            this.type = type;
        }

        /** What is counted when a person is erased. */
        String kind() {
            return kind;
        }

        /** The kind of record by which a CRM has it, or null. */
        RecordKind inCrm() {
            return switch (this) {
                case TIMELINE, INTERACTION_OUTCOME, INTERACTION_NEXT_STEP -> RecordKind.NOTE;
                case HANDOFF_REASONS, HANDOFF_BRIEF -> RecordKind.TASK;
                case ACCOUNT_NAME -> RecordKind.COMPANY;
                case OPPORTUNITY_NAME, OPPORTUNITY_STAGE, OPPORTUNITY_REASON -> RecordKind.DEAL;
                default -> null;
            };
        }

        /** The text without the person. */
        String without(Erasure person, String text) {
            return type.equals("jsonb") ? JsonWords.without(person, text) : person.text(text);
        }

        private String account() {
            return table.equals("audit_entry") ? "subject" : "account_id";
        }
    }

    private final EntityManager entities;

    PersonalRecords(EntityManager entities) {
        this.entities = entities;
    }

    /** The accounts that may mention the person: where they were met, and those that count as one with these. */
    UUID[] accounts(UUID accountId, UUID personId, String email) {
        return query("""
                        with met as (
                            select cast(:account as uuid) as id
                            union select account_id from stakeholder where person_id = :person or lower(email) = :email
                            union select account_id from stakeholder_profile where person_id = :person
                            union select account_id from handoff where position(:email in lower(brief)) > 0
                            union select account_id from timeline_entry where position(:email in lower(text)) > 0
                        ), root as (
                            select coalesce(root_id, id) as id from met left join account_root on account_id = met.id
                        )
                        select id from met union select id from root
                        union select account_id from account_root where root_id in (select id from root)
                        """, UUID.class)
                .setParameter("account", accountId)
                .setParameter("person", personId)
                .setParameter("email", email)
                .getResultList()
                .toArray(UUID[]::new);
    }

    /**
     * The full names under which the person is known: from the stakeholders, from what CRMs and the audit trail have of
     * them, and from the briefs.
     */
    Set<String> names(UUID[] accounts, UUID personId, String email) {
        Set<String> names = new LinkedHashSet<>(query(
                        "select name from stakeholder where name is not null"
                                + " and (person_id = :person or lower(email) = :email)"
                                + " union select name from stakeholder_profile where name is not null"
                                + " and (person_id = :person or person_id in ("
                                + " select person_id from stakeholder where lower(email) = :email))"
                                + " union select value from crm_value where kind = 'CONTACT'"
                                + " and field = 'name' and value is not null and record_id = :person"
                                + " union select told ->> 'name' from audit_entry,"
                                + " lateral (values (before), (after)) as both_sides (told)"
                                + " where told ->> 'personId' = cast(:person as text) and told ->> 'name' is not null",
                        String.class)
                .setParameter("person", personId)
                .setParameter("email", email)
                .getResultList());
        names.addAll(new Mentions(texts(Place.HANDOFF_BRIEF, accounts, email).stream()
                        .map(Text::text)
                        .toList())
                .namesOf(email));
        return names;
    }

    /** The texts of these accounts, and those that hold the email wherever. */
    List<Text> texts(Place place, UUID[] accounts, String email) {
        String sql = "select %1$s, cast(%2$s as text) from %3$s where %2$s is not null"
                + " and (%4$s = any(:accounts) or position(:email in lower(cast(%2$s as text))) > 0)";
        return query(sql.formatted(place.key, place.column, place.table, place.account()), Object[].class)
                .setParameter("accounts", accounts)
                .setParameter("email", email)
                .getResultList()
                .stream()
                .map(row -> new Text(row[0], (String) row[1]))
                .toList();
    }

    void replace(Place place, Text by) {
        query(
                        "update %s set %s = cast(:text as %s) where %s = :id"
                                .formatted(place.table, place.column, place.type, place.key),
                        null)
                .setParameter("text", by.text())
                .setParameter("id", by.id())
                .executeUpdate();
    }

    /** Entries that are about the person stay without what they say; who changed what, and when, stays. */
    int emptyAudit(UUID personId) {
        return query("""
                        update audit_entry set before = null, after = null
                        where before ->> 'personId' = cast(:person as text) or after ->> 'personId' = cast(:person as text)
                        """, null).setParameter("person", personId).executeUpdate();
    }

    /** Everybody who changes records of these accounts waits, and what they change is seen. */
    void lock(UUID[] accounts) {
        query(
                        "select account_id from relationship where account_id = any(:accounts)"
                                + " order by account_id for update",
                        UUID.class)
                .setParameter("accounts", accounts)
                .getResultList();
    }

    /** For the rest of the transaction the audit trail lets a person be erased. */
    void openAudit() {
        query("select set_config('tandem.erasing', 'person', true)", String.class)
                .getSingleResult();
    }

    /** What the timeline tells everybody of the accounts. */
    List<Object[]> publicTimeline(UUID[] accounts) {
        return query(
                        "select kind, at, text from timeline_entry where account_id = any(:accounts) and not private"
                                + " order by at, event_id",
                        Object[].class)
                .setParameter("accounts", accounts)
                .getResultList();
    }

    List<Object[]> stakeholders(UUID personId, String email) {
        return query("""
                        select account_id, name, email, role, source, do_not_lead_with_sales, seen_at from stakeholder
                        where person_id = :person or lower(email) = :email order by account_id
                        """, Object[].class)
                .setParameter("person", personId)
                .setParameter("email", email)
                .getResultList();
    }

    int removeStakeholders(UUID personId, String email) {
        return query("delete from stakeholder where person_id = :person or lower(email) = :email", null)
                .setParameter("person", personId)
                .setParameter("email", email)
                .executeUpdate();
    }

    /** Whoever takes in events waits until the end of this transaction, and it waits for those who are at it. */
    void holdEvents() {
        entities.createNativeQuery("select cast(pg_advisory_xact_lock(" + Erasure.LOCK + ") as text)")
                .getSingleResult();
    }

    void remember(UUID personId, Instant requestedAt) {
        query("""
                        insert into erased_person (person_id, requested_at) values (:person, :at)
                        on conflict (person_id) do update
                            set requested_at = greatest(erased_person.requested_at, excluded.requested_at)
                        """, null)
                .setParameter("person", personId)
                .setParameter("at", requestedAt)
                .executeUpdate();
    }

    /** An account that people serve and that the person belongs to. */
    Optional<UUID> servedAccount(UUID personId) {
        return query(
                        "select account_id from stakeholder join relationship using (account_id)"
                                + " where person_id = :person and since is not null order by account_id limit 1",
                        UUID.class)
                .setParameter("person", personId)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** @return false if it is older than the word that is kept, and changes nothing */
    boolean keep(ContactSuppressed changed) {
        return query("""
                                insert into suppressed_contact (person_id, suppressed, changed_at)
                        values (:person, :suppressed, :changedAt)
                        on conflict (person_id) do update set
                            suppressed = excluded.suppressed, changed_at = excluded.changed_at
                        where suppressed_contact.changed_at <= excluded.changed_at
                        """, null)
                        .setParameter("person", changed.personId())
                        .setParameter("suppressed", changed.suppressed())
                        .setParameter("changedAt", changed.changedAt())
                        .executeUpdate()
                > 0;
    }

    @SuppressWarnings("unchecked")
    private <T> NativeQuery<T> query(String sql, Class<T> row) {
        return (NativeQuery<T>) (row == null ? entities.createNativeQuery(sql) : entities.createNativeQuery(sql, row));
    }
}

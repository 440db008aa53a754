package io.tandem.crm.sync;

import io.tandem.crm.caller.Author;
import io.tandem.crm.changes.RecordChanges;
import io.tandem.crm.changes.RecordChanges.Changed;
import io.tandem.crm.connection.Connection;
import io.tandem.crm.domain.FieldMerge.Side;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import io.tandem.crm.preference.PreferenceService;
import io.tandem.crm.relationship.RelationshipService;
import io.tandem.crm.sync.KnownRecords.Look;
import io.tandem.crm.sync.Seen.Conflict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.query.NativeQuery;

/** Makes what people typed into a CRM hold here, and remembers whose values were lost over it. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Adoption {
    private final EntityManager entities;
    private final RelationshipService relationships;
    private final Contacts contacts;
    private final Deals deals;
    private final PreferenceService preferences;
    private final RecordChanges changes;

    Adoption(
            EntityManager entities,
            RelationshipService relationships,
            Contacts contacts,
            Deals deals,
            PreferenceService preferences,
            RecordChanges changes) {
        this.entities = entities;
        this.relationships = relationships;
        this.contacts = contacts;
        this.deals = deals;
        this.preferences = preferences;
        this.changes = changes;
    }

    void adopt(Connection connection, RecordKind kind, List<Look> looks) {
        List<Changed> changed = new ArrayList<>();
        for (Look look : looks) {
            if (!look.seen().adopted().isEmpty()) {
                hold(look.record(), look.seen().adopted(), connection.name());
                changed.add(new Changed(look.record().id(), look.record().accountId()));
            }
        }
        changes.changed(kind, changed);
    }

    private void hold(QueuedRecord record, Map<SyncField, String> values, String where) {
        hold(record.kind(), record.id(), record.accountId(), values, where);
    }

    private void hold(RecordKind kind, UUID recordId, UUID accountId, Map<SyncField, String> values, String where) {
        if (kind == RecordKind.DEAL) {
            deals.hold(recordId, accountId, values, Author.machine(where));
            return;
        }
        if (kind == RecordKind.CONTACT) {
            forgetOverruled(recordId);
            contacts.tell(recordId, accountId, values, Author.machine(where));
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        if (kind == RecordKind.CONTACT) {
            // What is told of one field says nothing against those that were told of before.
            entities.createNativeQuery(
                            "update crm_value set set_at = :at where kind = 'CONTACT' and record_id = :record")
                    .setParameter("at", now)
                    .setParameter("record", recordId)
                    .executeUpdate();
        }
        values.forEach((field, value) -> {
            if (field == SyncField.COMPANY_OWNER) {
                relationships.chooseOwner(accountId, value, Author.machine(where));
            } else if (field == SyncField.CONTACT_DO_NOT_CONTACT) {
                preferences.leaveAlone(accountId, recordId, Boolean.parseBoolean(value), Author.machine(where));
            } else {
                keep(kind, recordId, field, value, where, now);
            }
        });
    }

    /** Values of a person against which somebody here has said something since. */
    private void forgetOverruled(UUID personId) {
        entities.createNativeQuery("""
                        delete from crm_value using stakeholder_profile as profile
                        where kind = 'CONTACT' and record_id = :person and profile.person_id = record_id
                            and profile.updated_at > set_at
                        """).setParameter("person", personId).executeUpdate();
    }

    /** A value that somebody chose, from now on ours. */
    private void keep(RecordKind kind, UUID recordId, SyncField field, String value, String where, Instant at) {
        NativeQuery<?> upsert = entities.createNativeQuery("""
                        insert into crm_value (kind, record_id, field, value, set_at, set_in)
                        values (:kind, :record, :field, :value, :at, :where)
                        on conflict (kind, record_id, field) do update set
                            value = excluded.value, set_at = excluded.set_at, set_in = excluded.set_in
                        """).unwrap(NativeQuery.class);
        upsert.setParameter("kind", kind.name())
                .setParameter("record", recordId)
                .setParameter("field", field.label())
                .setParameter("value", value, String.class)
                .setParameter("at", at)
                .setParameter("where", where)
                .executeUpdate();
    }

    void conflicts(UUID connectionId, RecordKind kind, List<Look> looks) {
        for (Look look : looks) {
            for (Conflict conflict : look.seen().conflicts()) {
                entities.persist(new SyncConflict(
                        connectionId,
                        kind,
                        look.record().id(),
                        conflict,
                        Instant.now().truncatedTo(ChronoUnit.MICROS)));
            }
        }
    }

    /**
     * Makes the side that a person prefers hold, an amount with its currency. What the CRM is known to hold is forgotten for the field where ours is
     * preferred and the policy would not write it by itself.
     */
    void prefer(SyncConflict conflict, SyncField field, Side keep, String value, UUID accountId, String by) {
        Map<SyncField, String> values = field == SyncField.DEAL_AMOUNT ? Deals.money(value) : Map.of(field, value);
        if (field.policies().contains(FieldPolicy.CRM)) {
            hold(conflict.kind(), conflict.recordId(), accountId, values, by);
        }
        if (keep == Side.OURS) {
            entities.createNativeQuery("""
                            update sync_record set theirs = theirs ||
                                (select jsonb_object_agg(field, null) from unnest(cast(:fields as text[])) as field)
                            where connection_id = :connection and kind = :kind and record_id = :record
                            """)
                    .setParameter(
                            "fields",
                            values.keySet().stream().map(SyncField::label).toArray(String[]::new))
                    .setParameter("connection", conflict.connectionId())
                    .setParameter("kind", conflict.kind().name())
                    .setParameter("record", conflict.recordId())
                    .executeUpdate();
        }
        changes.changed(conflict.kind(), conflict.recordId(), accountId);
    }

    /** The values that people chose for a record, by the field's label, with when and where. */
    Map<String, Object[]> chosen(RecordKind kind, UUID recordId) {
        Map<String, Object[]> chosen = new HashMap<>();
        for (Object row : entities.createNativeQuery(
                        "select field, set_at, set_in from crm_value where kind = :kind and record_id = :record",
                        Object[].class)
                .setParameter("kind", kind.name())
                .setParameter("record", recordId)
                .getResultList()) {
            Object[] columns = (Object[]) row;
            chosen.put((String) columns[0], columns);
        }
        return chosen;
    }
}

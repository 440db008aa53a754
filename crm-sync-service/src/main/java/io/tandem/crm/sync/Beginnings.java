package io.tandem.crm.sync;

import io.tandem.contracts.PersonId;
import io.tandem.crm.account.Stakeholder.Source;
import io.tandem.crm.caller.Author;
import io.tandem.crm.connection.Connection;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SaleStage;
import io.tandem.crm.domain.SyncField;
import io.tandem.crm.erasure.ErasedPeople;
import io.tandem.crm.preference.PreferenceService;
import io.tandem.crm.stakeholder.CrmContact;
import io.tandem.crm.stakeholder.StakeholderService;
import io.tandem.kit.web.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes in people and sales that began in a CRM at companies that we know: from then on they are ours as well, and kept
 * the same like all others. Ids are derived, so that what is seen again is the same.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class Beginnings {
    private final EntityManager entities;
    private final Companies companies;
    private final StakeholderService stakeholders;
    private final Deals deals;
    private final PreferenceService preferences;
    private final FieldValues values;
    private final ErasedPeople erased;

    Beginnings(
            EntityManager entities,
            Companies companies,
            StakeholderService stakeholders,
            Deals deals,
            PreferenceService preferences,
            FieldValues values,
            ErasedPeople erased) {
        this.entities = entities;
        this.companies = companies;
        this.stakeholders = stakeholders;
        this.deals = deals;
        this.preferences = preferences;
        this.values = values;
        this.erased = erased;
    }

    /** One that belongs to an account, under the id that it has here. */
    private record Beginning(CrmRecord record, UUID id, UUID accountId, Map<SyncField, String> values) {}

    /** Before anything is locked: who is taken in beside an erasure would not be seen by it, nor see it. */
    void awaitErasures(RecordKind kind) {
        if (kind == RecordKind.CONTACT) {
            erased.await();
        }
    }

    /**
     * @param unknown records that are not known to be ours
     * @return those that are from now on
     */
    List<CrmRecord> take(Connection connection, DealStages stages, RecordKind kind, Collection<CrmRecord> unknown) {
        if (kind != RecordKind.CONTACT && kind != RecordKind.DEAL) {
            return List.of();
        }
        List<CrmRecord> theirs = unknown.stream()
                .filter(record -> !record.deleted() && record.id() == null && record.companyId() != null)
                .toList();
        Map<String, UUID> accounts = companies.accounts(connection.connectionId(), kind, theirs);
        List<CrmRecord> begun = new ArrayList<>();
        theirs.stream()
                .filter(record -> accounts.containsKey(record.companyId()))
                .flatMap(record ->
                        beginning(connection, stages, kind, record, accounts.get(record.companyId())).stream())
                .sorted(Comparator.comparing(Beginning::accountId).thenComparing(Beginning::id))
                .forEach(beginning -> noted(connection, kind, beginning).ifPresent(isNew -> {
                    if (isNew) {
                        hold(connection, kind, beginning);
                    }
                    begun.add(beginning.record());
                }));
        return begun;
    }

    private Optional<Beginning> beginning(
            Connection connection, DealStages stages, RecordKind kind, CrmRecord record, UUID accountId) {
        Map<SyncField, String> told = values(connection, kind, stages.heard(record));
        if (kind == RecordKind.CONTACT) {
            return EmailAddress.parse(told.get(SyncField.CONTACT_EMAIL))
                    .map(email -> PersonId.ofEmail(email.normalised()))
                    // Whoever was erased comes back only by a record that was made later.
                    .filter(person -> !erased.isErasedSince(person, record.createdAt()))
                    .map(person -> new Beginning(record, person, accountId, told));
        }
        boolean over = SaleStage.of(told.get(SyncField.DEAL_STAGE))
                .filter(stage -> !stage.isOpen())
                .isPresent();
        boolean before = record.createdAt() == null || record.createdAt().isBefore(connection.createdAt());
        return stages.isOurs(record) && !(over && before)
                ? Optional.of(new Beginning(record, saleId(connection, record.remoteId()), accountId, told))
                : Optional.empty();
    }

    /** Whether a sale began in the CRM, where its owner stays whom people there chose. */
    static boolean isSaleOf(Connection connection, QueuedRecord queued) {
        return queued.kind() == RecordKind.DEAL
                && queued.remoteId() != null
                && queued.id().equals(saleId(connection, queued.remoteId()));
    }

    /** The same also where a CRM is disconnected and connected anew. */
    static UUID saleId(Connection connection, String remoteId) {
        String name = connection.system() + " " + connection.address() + " DEAL " + remoteId;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<SyncField, String> values(Connection connection, RecordKind kind, CrmRecord record) {
        Map<SyncField, String> told = new EnumMap<>(SyncField.class);
        for (FieldMapping mapping : connection.fields(kind)) {
            String value = mapping.field().canonical(record.properties().get(mapping.property()));
            if (value != null && mapping.policy() != FieldPolicy.NEVER) {
                told.put(mapping.field(), value);
            }
        }
        return told;
    }

    /**
     * Notes where it is, so that it is not made there once more. Somebody whom another record there stands for stays that.
     *
     * @return whether it is new here; empty if it stays where it is
     */
    @SuppressWarnings("unchecked")
    private Optional<Boolean> noted(Connection connection, RecordKind kind, Beginning beginning) {
        List<Boolean> noted = entities.createNativeQuery("""
                        insert into sync_record as known (connection_id, kind, record_id, account_id, remote_id,
                            remote_link, version, changed_at, state, next_attempt_at, sent_version)
                        values (:connection, :kind, :id, :account, :remote, :company, 1, now(), 'SENT', now(), 1)
                        on conflict (connection_id, kind, record_id) do update set remote_id = excluded.remote_id
                            where known.remote_id is null and not known.erase
                        returning xmax = 0
                        """, Boolean.class)
                .setParameter("connection", connection.connectionId())
                .setParameter("kind", kind.name())
                .setParameter("id", beginning.id())
                .setParameter("account", beginning.accountId())
                .setParameter("remote", beginning.record().remoteId())
                .setParameter("company", beginning.record().companyId())
                .getResultList();
        return noted.stream().findFirst();
    }

    private void hold(Connection connection, RecordKind kind, Beginning beginning) {
        Author author = Author.machine(connection.name());
        Map<SyncField, String> told = beginning.values();
        if (kind == RecordKind.DEAL) {
            deals.begin(beginning.id(), beginning.accountId(), told, author);
        } else {
            stakeholders.put(
                    new CrmContact(
                            beginning.accountId(),
                            told.get(SyncField.CONTACT_EMAIL),
                            Contacts.name(told),
                            told.get(SyncField.CONTACT_JOB_TITLE),
                            null),
                    Source.CRM,
                    author);
            if (Boolean.parseBoolean(told.get(SyncField.CONTACT_DO_NOT_CONTACT))) {
                preferences.leaveAlone(beginning.accountId(), beginning.id(), true, author);
            }
        }
        entities.createNativeQuery("""
                        insert into sync_ledger (connection_id, kind, record_id, version, state, attempts, fields, words, at)
                        values (:connection, :kind, :id, 0, 'TAKEN', 0, cast(:fields as jsonb), :words, now())
                        on conflict do nothing
                        """)
                .setParameter("connection", connection.connectionId())
                .setParameter("kind", kind.name())
                .setParameter("id", beginning.id())
                .setParameter("fields", values.write(told))
                .setParameter("words", "Began in " + connection.name())
                .executeUpdate();
    }
}

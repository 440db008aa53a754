package io.tandem.crm.sync;

import io.tandem.crm.caller.Author;
import io.tandem.crm.connection.Connection;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.InteractionKind;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import io.tandem.crm.interaction.CrmInteraction;
import io.tandem.crm.interaction.InteractionService;
import io.tandem.kit.web.StorableTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;
import org.jboss.logging.Logger;

/**
 * Puts notes and meetings that people wrote in a CRM on the timeline. Their id is derived from the CRM's, so that one
 * that is seen again is the same entry; those of companies that are none of ours stay where they are.
 */
@ApplicationScoped
class IncomingNotes {
    private static final Logger LOG = Logger.getLogger(IncomingNotes.class);
    private static final int LONGEST = 4000;
    private static final Pattern MARKUP = Pattern.compile("<[^>]*>");

    private final EntityManager entities;
    private final Companies companies;
    private final InteractionService interactions;

    IncomingNotes(EntityManager entities, Companies companies, InteractionService interactions) {
        this.entities = entities;
        this.companies = companies;
        this.interactions = interactions;
    }

    /** @param ours the CRM's ids of notes that we wrote */
    @Transactional(TxType.MANDATORY)
    void take(Connection connection, List<CrmRecord> unknown, Collection<String> ours) {
        List<CrmRecord> theirs = unknown.stream()
                .filter(record -> !record.deleted() && !ours.contains(record.remoteId()) && record.id() == null)
                .toList();
        Map<String, UUID> accounts = companies.accounts(connection.connectionId(), RecordKind.NOTE, theirs);
        for (CrmRecord record : theirs) {
            UUID account = record.companyId() == null ? null : accounts.get(record.companyId());
            String text = text(value(connection, record, SyncField.NOTE_BODY));
            if (account != null && !text.isEmpty()) {
                UUID id = UUID.nameUUIDFromBytes(
                        (connection.connectionId() + " NOTE " + record.remoteId()).getBytes(StandardCharsets.UTF_8));
                known(connection.connectionId(), id, account, record.remoteId());
                interactions.put(
                        id,
                        new CrmInteraction(
                                account, kind(record), text, at(connection, record), null, List.of(), null, null, null),
                        Author.machine(connection.name()));
            }
        }
    }

    private static InteractionKind kind(CrmRecord record) {
        return record.remoteId().startsWith("meeting:")
                ? InteractionKind.MEETING
                : record.remoteId().startsWith("call:") ? InteractionKind.CALL : InteractionKind.NOTE;
    }

    private static Instant at(Connection connection, CrmRecord record) {
        String at = SyncField.NOTE_AT.canonical(value(connection, record, SyncField.NOTE_AT));
        try {
            if (at != null) {
                return StorableTimes.time(Instant.parse(at));
            }
        } catch (DateTimeException notATime) {
            LOG.infof("A note of connection %s has the time %s", connection.name(), at);
        }
        return record.changedAt() == null ? Instant.now() : record.changedAt();
    }

    private static String value(Connection connection, CrmRecord record, SyncField field) {
        return connection.fields(RecordKind.NOTE).stream()
                .filter(mapping -> mapping.field() == field)
                .map(FieldMapping::property)
                .map(record.properties()::get)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    static String text(String body) {
        String words = body == null ? "" : MARKUP.matcher(body).replaceAll(" ");
        String plain =
                StringEscapeUtils.unescapeHtml4(words).replace('\u00a0', ' ').strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }

    /** So that it is not sent back to where it came from. */
    private void known(UUID connectionId, UUID id, UUID account, String remoteId) {
        entities.createNativeQuery("""
                        insert into sync_record (connection_id, kind, record_id, account_id, remote_id, version,
                            changed_at, state, next_attempt_at, sent_version, made_there)
                        values (:connection, 'NOTE', :id, :account, :remote, 1, now(), 'SENT', now(), 1, true)
                        on conflict do nothing
                        """)
                .setParameter("connection", connectionId)
                .setParameter("id", id)
                .setParameter("account", account)
                .setParameter("remote", remoteId)
                .executeUpdate();
    }
}

package io.tandem.crm.sync;

import io.tandem.crm.connection.Connection;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import io.tandem.crm.relationship.RelationshipService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes in what a CRM has, a page at a time, in one transaction with the note of how far it was read: whatever is killed
 * meanwhile, the page is taken once.
 */
@ApplicationScoped
class Incoming {
    private final KnownRecords known;
    private final OurRecords ours;
    private final Adoption adoption;
    private final CrmCursors cursors;
    private final IncomingNotes notes;
    private final Beginnings beginnings;
    private final HandoffTasks tasks;
    private final RelationshipService relationships;

    Incoming(
            KnownRecords known,
            OurRecords ours,
            Adoption adoption,
            CrmCursors cursors,
            IncomingNotes notes,
            Beginnings beginnings,
            HandoffTasks tasks,
            RelationshipService relationships) {
        this.known = known;
        this.ours = ours;
        this.adoption = adoption;
        this.cursors = cursors;
        this.notes = notes;
        this.beginnings = beginnings;
        this.tasks = tasks;
        this.relationships = relationships;
    }

    /**
     * @param askedAt before the CRM was asked for the page, by the database's clock
     * @param done what else belongs to the transaction
     */
    @Transactional(TxType.REQUIRES_NEW)
    void take(
            Connection connection,
            CrmConnector connector,
            RecordKind kind,
            List<CrmRecord> page,
            Instant askedAt,
            Runnable done) {
        if (!page.isEmpty()) {
            take(connection, connector, kind, newestOfEach(page), askedAt);
        }
        done.run();
    }

    /**
     * What was changed here where the CRM's value holds is as the CRM has it again. Either side may have gone on since it
     * was found that something is to be done.
     */
    @Transactional(TxType.REQUIRES_NEW)
    void hold(Connection connection, RecordKind kind, List<QueuedRecord> changed) {
        relationships.lock(changed.stream().map(QueuedRecord::accountId).collect(Collectors.toSet()));
        List<UUID> ids = changed.stream().map(QueuedRecord::id).toList();
        List<QueuedRecord> present = known.locked(connection.connectionId(), kind, ids);
        Map<UUID, OurRecord> records = ours.read(kind, ids);
        adoption.adopt(
                connection,
                kind,
                present.stream()
                        .filter(queued -> records.containsKey(queued.id()))
                        .map(queued -> KnownRecords.Look.at(
                                queued,
                                CrmRecord.deleted(queued.remoteId(), null),
                                new Seen(
                                        Map.of(),
                                        Map.of(),
                                        Outgoing.of(
                                                        queued,
                                                        records.get(queued.id()),
                                                        null,
                                                        kept(connection, queued),
                                                        true)
                                                .takeable(),
                                        List.of(),
                                        false)))
                        .toList());
    }

    private void take(
            Connection connection, CrmConnector connector, RecordKind kind, List<CrmRecord> page, Instant askedAt) {
        UUID id = connection.connectionId();
        beginnings.awaitErasures(kind);
        // As whoever changes something here does: first the relationship, then its records.
        relationships.lock(
                known.accounts(id, kind, page, matches(connector, kind, page).values()));
        Map<String, List<QueuedRecord>> byRemote = known.byRemoteId(id, kind, page);
        List<CrmRecord> unknown = page.stream()
                .filter(record -> CrmCursors.names(record).stream().noneMatch(byRemote::containsKey))
                .toList();
        Map<String, QueuedRecord> linked = known.link(id, kind, unknown, matches(connector, kind, unknown));
        linked.forEach((remote, record) -> byRemote.put(remote, List.of(record)));
        DealStages stages = DealStages.of(connection, connector, kind);
        List<CrmRecord> begun = beginnings.take(
                connection,
                stages,
                kind,
                unknown.stream()
                        .filter(record -> !linked.containsKey(record.remoteId()))
                        .toList());
        if (!begun.isEmpty()) {
            byRemote.putAll(known.byRemoteId(id, kind, begun));
        }
        Map<UUID, OurRecord> records = ours.read(
                kind,
                byRemote.values().stream()
                        .flatMap(Collection::stream)
                        .map(QueuedRecord::id)
                        .toList());
        Looks looks = new Looks(connection, stages, records, askedAt);
        for (CrmRecord record : page) {
            looks.at(
                    record,
                    CrmCursors.names(record).stream()
                            .flatMap(name -> byRemote.getOrDefault(name, List.of()).stream())
                            .distinct()
                            .toList());
        }
        known.keep(id, kind, looks.looks());
        if (!looks.again().isEmpty()) {
            cursors.notice(id, kind, looks.again());
        }
        adoption.conflicts(id, kind, looks.looks());
        adoption.adopt(connection, kind, looks.looks());
        if (kind == RecordKind.NOTE) {
            notes.take(connection, unknown, linked.keySet());
        }
        if (kind == RecordKind.TASK) {
            page.stream().filter(task -> task.completion() != null).forEach(task -> byRemote.getOrDefault(
                            task.remoteId(), List.of())
                    .forEach(known -> tasks.done(known.id(), task.completion(), connection.name())));
        }
    }

    /**
     * The fields of a record that are kept the same: a sale that began in the CRM keeps the owner that it has there, and its
     * number was in the currency that it has there from the first.
     */
    static List<FieldMapping> kept(Connection connection, QueuedRecord queued) {
        List<FieldMapping> fields = connection.fields(queued.kind());
        return Beginnings.isSaleOf(connection, queued)
                ? fields.stream()
                        .filter(mapping -> mapping.field() != SyncField.DEAL_OWNER)
                        .map(mapping -> mapping.field() == SyncField.DEAL_CURRENCY
                                        && mapping.policy() == FieldPolicy.CRM_UNLESS_BLANK
                                ? new FieldMapping(mapping.field(), mapping.property(), FieldPolicy.CRM)
                                : mapping)
                        .toList()
                : fields;
    }

    /** The value by which a record that the CRM had before us is known again. */
    private static Map<String, String> matches(CrmConnector connector, RecordKind kind, List<CrmRecord> unknown) {
        Map<String, String> matches = new HashMap<>();
        connector
                .matchProperty(kind)
                .ifPresent(property -> unknown.forEach(record -> {
                    String value = record.properties().get(property);
                    if (value != null && !value.isBlank() && !record.deleted()) {
                        matches.put(record.remoteId(), value.strip().toLowerCase(Locale.ROOT));
                    }
                }));
        return matches;
    }

    private static List<CrmRecord> newestOfEach(List<CrmRecord> page) {
        Map<String, CrmRecord> newest = new LinkedHashMap<>();
        for (CrmRecord record : page) {
            newest.remove(record.remoteId());
            newest.put(record.remoteId(), record);
        }
        return List.copyOf(newest.values());
    }
}

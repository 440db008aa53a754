package io.tandem.crm.sync;

import io.tandem.crm.connection.Connection;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends queued records to a CRM. */
@ApplicationScoped
class SyncWriter {
    private final SyncQueue queue;
    private final SentRecords kept;
    private final OurRecords ours;
    private final Incoming incoming;
    private final CrmCursors cursors;
    private final SyncConfig config;

    SyncWriter(
            SyncQueue queue,
            SentRecords kept,
            OurRecords ours,
            Incoming incoming,
            CrmCursors cursors,
            SyncConfig config) {
        this.queue = queue;
        this.kept = kept;
        this.ours = ours;
        this.incoming = incoming;
        this.cursors = cursors;
        this.config = config;
    }

    /**
     * Sends one batch of a kind.
     *
     * @return how many records were in hand; 0 if there is nothing to do now
     * @throws CrmException if the CRM as a whole is not to be called for now
     */
    int write(Connection connection, CrmConnector connector, CrmSession session, RecordKind kind) throws CrmException {
        UUID claim = UUID.randomUUID();
        UUID id = connection.connectionId();
        List<QueuedRecord> claimed = queue.claim(
                id, kind, claim, connector.batchSize(kind), config.lease().toMillis());
        List<Sent> results = new ArrayList<>();
        List<Outgoing> toSend = new ArrayList<>();
        List<QueuedRecord> toHold = new ArrayList<>();
        Map<UUID, OurRecord> records =
                ours.read(kind, claimed.stream().map(QueuedRecord::id).toList());
        Map<UUID, String> companies = queue.companies(
                id, records.values().stream().map(OurRecord::companyId).collect(Collectors.toSet()));
        for (QueuedRecord queued : claimed) {
            OurRecord record = records.get(queued.id());
            if (record == null || (kind == RecordKind.COMPANY && !record.id().equals(record.companyId()))) {
                // Nothing is known of it yet, or it counts as a part of another company.
                results.add(Sent.nothingToSend(queued));
            } else {
                String company = kind == RecordKind.COMPANY ? null : companies.get(record.companyId());
                Outgoing outgoing = Outgoing.of(
                        queued,
                        record,
                        company,
                        Incoming.kept(connection, queued),
                        connector.readable().contains(kind));
                if (!outgoing.takeable().isEmpty()) {
                    toHold.add(queued);
                }
                if (outgoing.worthACall()) {
                    toSend.add(outgoing);
                } else {
                    results.add(Sent.nothingToSend(queued));
                }
            }
        }
        if (!toHold.isEmpty()) {
            incoming.hold(connection, kind, toHold);
        }
        kept.finish(id, kind, claim, results, config.backoff());
        if (!toSend.isEmpty()) {
            Set<UUID> free = kept.sending(id, kind, claim, toSend);
            toSend.removeIf(outgoing -> !free.contains(outgoing.queued().id()));
        }
        if (!toSend.isEmpty()) {
            send(connection, connector, session, kind, claim, toSend);
        }
        return claimed.size();
    }

    private void send(
            Connection connection,
            CrmConnector connector,
            CrmSession session,
            RecordKind kind,
            UUID claim,
            List<Outgoing> batch)
            throws CrmException {
        UUID id = connection.connectionId();
        DealStages stages = DealStages.of(connection, connector, kind);
        List<Sent> found;
        try {
            List<WriteResult> told = connector.write(
                    session,
                    kind,
                    batch.stream().map(Outgoing::record).map(stages::said).toList());
            List<Sent> results = results(connection.fields(kind), stages, batch, told);
            found = finish(connector, id, kind, claim, results);
        } catch (CrmException e) {
            if (e.kind() == CrmException.Kind.REFUSED && batch.size() > 1) {
                // Somebody among them is not acceptable; the others are none the worse for it.
                int half = batch.size() / 2;
                List<Outgoing> others = batch.subList(half, batch.size());
                try {
                    send(connection, connector, session, kind, claim, batch.subList(0, half));
                } catch (CrmException ended) {
                    // Nobody sends the others now: they do not wait for the end of their lease.
                    kept.finish(
                            id,
                            kind,
                            claim,
                            others.stream()
                                    .map(outgoing -> Sent.released(outgoing.queued(), ended.getMessage()))
                                    .toList(),
                            config.backoff());
                    throw ended;
                }
                send(connection, connector, session, kind, claim, others);
                return;
            }
            Map<UUID, WriteResult> done = byId(e.done());
            List<Sent> failed = batch.stream()
                    .map(outgoing -> done.containsKey(outgoing.queued().id())
                            ? sent(
                                    connection.fields(kind),
                                    outgoing,
                                    stages.heard(done.get(outgoing.queued().id()), outgoing.values()))
                            : failed(outgoing, e))
                    .toList();
            finish(connector, id, kind, claim, failed);
            if (e.kind() != CrmException.Kind.REFUSED) {
                throw e;
            }
            return;
        }
        if (!found.isEmpty()) {
            join(connection, connector, session, kind, found);
        }
    }

    /**
     * Keeps what became of records.
     *
     * @return those that the CRM has already, as something that is none of ours yet; they are sent later
     */
    private List<Sent> finish(
            CrmConnector connector, UUID connectionId, RecordKind kind, UUID claim, List<Sent> results) {
        List<Sent> told = connector.mayHaveMoved().contains(kind) ? lookedFor(connectionId, kind, results) : results;
        List<Sent> followed = followed(connectionId, kind, told);
        List<Sent> settled = followed.stream()
                .map(sent -> sent.isFound() ? Sent.later(sent.record(), sent.words()) : sent)
                .toList();
        kept.finish(connectionId, kind, claim, settled, config.backoff());
        return followed.stream().filter(Sent::isFound).toList();
    }

    /** Whether what is missing was deleted is found out by a look, which knows merges and done tasks from it. */
    private List<Sent> lookedFor(UUID connectionId, RecordKind kind, List<Sent> results) {
        List<String> missing = results.stream()
                .filter(sent -> sent.state() == SyncState.GONE)
                .map(Sent::remoteId)
                .toList();
        if (missing.isEmpty()) {
            return results;
        }
        cursors.notice(connectionId, kind, missing);
        return results.stream()
                .map(sent -> sent.state() == SyncState.GONE ? Sent.later(sent.record(), sent.words()) : sent)
                .toList();
    }

    private static Sent failed(Outgoing outgoing, CrmException e) {
        return switch (e.kind()) {
            case BUSY, DENIED -> Sent.released(outgoing.queued(), e.getMessage());
            case UNKNOWN -> Sent.later(outgoing.queued(), e.getMessage());
            case REFUSED -> Sent.ended(outgoing.queued(), SyncState.FAILED, outgoing.values(), e.getMessage());
        };
    }

    private static List<Sent> results(
            List<FieldMapping> mappings, DealStages stages, List<Outgoing> batch, List<WriteResult> told) {
        Map<UUID, WriteResult> byId = byId(told);
        List<Sent> results = new ArrayList<>();
        for (Outgoing outgoing : batch) {
            WriteResult result = byId.get(outgoing.queued().id());
            results.add(
                    result == null
                            ? Sent.later(outgoing.queued(), "The CRM said nothing of this record")
                            : sent(mappings, outgoing, stages.heard(result, outgoing.values())));
        }
        return results;
    }

    private static Map<UUID, WriteResult> byId(List<WriteResult> told) {
        return told.stream().collect(Collectors.toMap(WriteResult::id, Function.identity(), (one, other) -> one));
    }

    /**
     * What went into another record than the one that we knew was merged into that, as the CRM did not tell us yet. If
     * the other one is that of another record of ours, it holds what was meant for the first, and is looked at. What the CRM
     * says that it has already may be another of ours, too.
     */
    private List<Sent> followed(UUID connectionId, RecordKind kind, List<Sent> results) {
        List<String> others = elsewhere(results.stream());
        if (others.isEmpty()) {
            return results;
        }
        Map<String, Set<UUID>> ours = queue.known(connectionId, kind, others);
        cursors.notice(connectionId, kind, elsewhere(results.stream().filter(sent -> !sent.isFound())));
        return results.stream()
                .map(sent -> wentElsewhere(sent) && isAnothers(sent, ours) ? sent.merged() : sent)
                .toList();
    }

    private static List<String> elsewhere(Stream<Sent> results) {
        return results.filter(SyncWriter::wentElsewhere)
                .map(Sent::remoteId)
                .distinct()
                .toList();
    }

    /** What the CRM says that it has already is read, and linked as what it had before us: then it is known what it holds. */
    private void join(
            Connection connection, CrmConnector connector, CrmSession session, RecordKind kind, List<Sent> found)
            throws CrmException {
        Map<String, UUID> ids = found.stream()
                .collect(Collectors.toMap(Sent::remoteId, sent -> sent.record().id(), (one, other) -> one));
        Instant askedAt = Instant.now();
        List<CrmRecord> there = connector
                .read(session, kind, SyncReader.properties(connection, connector, kind), List.copyOf(ids.keySet()))
                .stream()
                .filter(record -> !record.deleted() && ids.containsKey(record.remoteId()))
                .map(record -> record.as(ids.get(record.remoteId())))
                .toList();
        incoming.take(connection, connector, kind, there, askedAt, () -> {});
    }

    private static boolean isAnothers(Sent sent, Map<String, Set<UUID>> ours) {
        return ours.getOrDefault(sent.remoteId(), Set.of()).stream()
                .anyMatch(record -> !record.equals(sent.record().id()));
    }

    private static boolean wentElsewhere(Sent sent) {
        String known = sent.record().remoteId();
        return sent.remoteId() != null && !sent.remoteId().equals(known) && (known != null || sent.isFound());
    }

    private static Sent sent(List<FieldMapping> mappings, Outgoing outgoing, WriteResult result) {
        QueuedRecord queued = outgoing.queued();
        return switch (result.outcome()) {
            case WRITTEN ->
                new Sent(
                        queued,
                        SyncState.SENT,
                        result.remoteId(),
                        outgoing.record().companyId() == null
                                ? queued.remoteLink()
                                : outgoing.record().companyId(),
                        outgoing.values(),
                        held(mappings, outgoing, result),
                        result.words(),
                        false,
                        result.changedAt());
            case UNPLACED ->
                new Sent(
                        queued,
                        SyncState.PENDING,
                        result.remoteId(),
                        queued.remoteLink(),
                        outgoing.values(),
                        held(mappings, outgoing, result),
                        result.words(),
                        true,
                        result.changedAt());
            case REFUSED -> Sent.ended(queued, SyncState.FAILED, outgoing.values(), result.words());
            case GONE -> Sent.ended(queued, SyncState.GONE, Map.of(), result.words());
            case LATER -> Sent.later(queued, result.words());
            case FOUND -> Sent.found(queued, result.remoteId(), result.words());
        };
    }

    /** What was sent, in the form in which the CRM keeps it, as far as it says. */
    static Map<SyncField, String> held(List<FieldMapping> mappings, Outgoing outgoing, WriteResult result) {
        Map<SyncField, String> held = new EnumMap<>(SyncField.class);
        Map<String, String> told = result.values() == null ? new HashMap<>() : result.values();
        for (FieldMapping mapping : mappings) {
            SyncField field = mapping.field();
            if (outgoing.record().remoteId() == null) {
                // Just made by us: what was not sent is blank.
                held.put(field, field.canonical(null));
            }
            if (outgoing.values().containsKey(field)) {
                String answer = told.get(mapping.property());
                if (WriteResult.AS_BEFORE.equals(answer)) {
                    held.put(field, outgoing.queued().theirs().get(field));
                } else {
                    held.put(
                            field,
                            told.containsKey(mapping.property())
                                    ? field.canonical(answer)
                                    : outgoing.values().get(field));
                }
            }
        }
        return held;
    }
}

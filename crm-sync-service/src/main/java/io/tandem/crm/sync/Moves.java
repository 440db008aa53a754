package io.tandem.crm.sync;

import io.tandem.crm.connector.Completion;
import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.LostRecord;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What became of records that seem to be deleted in a CRM whose answers do not say that they were merged, or done. */
@ApplicationScoped
class Moves {
    private final SyncQueue queue;
    private final KnownRecords known;
    private final OurRecords ours;

    Moves(SyncQueue queue, KnownRecords known, OurRecords ours) {
        this.queue = queue;
        this.known = known;
        this.ours = ours;
    }

    /** What was found, with those that only moved told of as a part of what they went into. */
    List<CrmRecord> follow(
            CrmConnector connector, CrmSession session, RecordKind kind, Set<String> properties, List<CrmRecord> found)
            throws CrmException {
        Map<String, LostRecord> lost = lost(session.connectionId(), kind, found);
        if (lost.isEmpty()) {
            return found;
        }
        if (kind == RecordKind.TASK) {
            Map<String, Completion> completed = connector.completed(session, lost);
            return found.stream()
                    .map(task ->
                            completed.containsKey(task.remoteId()) ? task.done(completed.get(task.remoteId())) : task)
                    .toList();
        }
        Map<String, String> moved = connector.moved(session, kind, lost);
        if (moved.isEmpty()) {
            return found;
        }
        Map<String, List<String>> former = moved.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        List<CrmRecord> all = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (CrmRecord now : connector.read(session, kind, properties, List.copyOf(former.keySet()))) {
            if (!now.deleted()) {
                List<String> others = former.getOrDefault(now.remoteId(), List.of());
                all.add(now.after(others));
                told.addAll(others);
                told.add(now.remoteId());
            }
        }
        found.stream().filter(record -> !told.contains(record.remoteId())).forEach(all::add);
        return all;
    }

    private Map<String, LostRecord> lost(UUID connectionId, RecordKind kind, List<CrmRecord> found) {
        List<String> gone = found.stream()
                .filter(CrmRecord::deleted)
                .map(CrmRecord::remoteId)
                .toList();
        if (gone.isEmpty()) {
            return Map.of();
        }
        Map<String, Set<UUID>> ids = queue.known(connectionId, kind, gone);
        Map<UUID, OurRecord> records =
                ours.read(kind, ids.values().stream().flatMap(Set::stream).toList());
        Map<String, LostRecord> lost = new HashMap<>();
        ids.forEach((remoteId, several) -> {
            UUID id = several.iterator().next();
            if (kind == RecordKind.TASK) {
                QueuedRecord task = known.of(connectionId, kind, id);
                // There it is called what we said last, whatever it would be called now.
                lost.put(
                        remoteId,
                        new LostRecord(
                                id,
                                task.base().get(SyncField.TASK_SUBJECT),
                                company(connectionId, task, records.get(id))));
            } else {
                lost.put(remoteId, new LostRecord(id, name(kind, records.get(id)), null));
            }
        });
        return lost;
    }

    /** Where it was put last; what that was merged into has all that was under it. */
    private String company(UUID connectionId, QueuedRecord task, OurRecord ours) {
        String put = task.remoteLink();
        if (put == null
                || ours == null
                || !queue.known(connectionId, RecordKind.COMPANY, List.of(put)).isEmpty()) {
            return put;
        }
        return queue.companies(connectionId, Set.of(ours.companyId())).getOrDefault(ours.companyId(), put);
    }

    private static String name(RecordKind kind, OurRecord record) {
        if (record == null) {
            return null;
        }
        return switch (kind) {
            case COMPANY -> record.values().get(SyncField.COMPANY_DOMAIN);
            case CONTACT -> record.values().get(SyncField.CONTACT_EMAIL);
            default -> null;
        };
    }
}

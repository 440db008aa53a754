package io.tandem.crm.sync;

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

/** Records that were merged in a CRM whose answers do not say so: they seem to be deleted. */
@ApplicationScoped
class Moves {
    private final SyncQueue queue;
    private final OurRecords ours;

    Moves(SyncQueue queue, OurRecords ours) {
        this.queue = queue;
        this.ours = ours;
    }

    /** What was found, with those that only moved told of as a part of what they went into. */
    List<CrmRecord> follow(
            CrmConnector connector, CrmSession session, RecordKind kind, Set<String> properties, List<CrmRecord> found)
            throws CrmException {
        Map<String, LostRecord> lost = lost(session.connectionId(), kind, found);
        Map<String, String> moved = lost.isEmpty() ? Map.of() : connector.moved(session, kind, lost);
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
        Map<String, Set<UUID>> known = queue.known(connectionId, kind, gone);
        Map<UUID, OurRecord> records =
                ours.read(kind, known.values().stream().flatMap(Set::stream).toList());
        Map<String, LostRecord> lost = new HashMap<>();
        known.forEach((remoteId, ids) -> {
            UUID id = ids.iterator().next();
            lost.put(remoteId, new LostRecord(id, name(kind, records.get(id))));
        });
        return lost;
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

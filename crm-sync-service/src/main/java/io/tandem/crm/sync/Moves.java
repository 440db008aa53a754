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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            Map<String, Completion> completed =
                    connector.completed(session, whereTheirCompaniesWent(connector, session, lost));
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
        List<UUID> all = ids.values().stream().flatMap(Set::stream).toList();
        Map<UUID, OurRecord> records = ours.read(kind, all);
        Map<UUID, QueuedRecord> tasks = kind == RecordKind.TASK ? known.of(connectionId, kind, all) : Map.of();
        Map<UUID, String> companies = companies(connectionId, tasks.values(), records);
        Map<String, LostRecord> lost = new HashMap<>();
        ids.forEach((remoteId, several) -> {
            UUID id = several.iterator().next();
            // There a task is called what we said last, whatever it would be called now.
            String name = tasks.containsKey(id)
                    ? tasks.get(id).base().get(SyncField.TASK_SUBJECT)
                    : name(kind, records.get(id));
            lost.put(remoteId, new LostRecord(id, name, companies.get(id)));
        });
        return lost;
    }

    /** Where tasks were put last; if that was merged into another company, and we know it, that one. */
    private Map<UUID, String> companies(
            UUID connectionId, Collection<QueuedRecord> tasks, Map<UUID, OurRecord> records) {
        Map<UUID, String> put = new HashMap<>();
        tasks.stream().filter(task -> task.remoteLink() != null).forEach(task -> put.put(task.id(), task.remoteLink()));
        if (put.isEmpty()) {
            return put;
        }
        Set<String> present = queue.known(connectionId, RecordKind.COMPANY, Set.copyOf(put.values()))
                .keySet();
        Map<UUID, String> now = queue.companies(
                connectionId,
                put.keySet().stream()
                        .filter(records::containsKey)
                        .map(id -> records.get(id).companyId())
                        .collect(Collectors.toSet()));
        put.replaceAll((id, company) -> present.contains(company) || !records.containsKey(id)
                ? company
                : now.getOrDefault(records.get(id).companyId(), company));
        return put;
    }

    /** What a company was merged into has all that was under it, also while nobody looked for the company itself. */
    private Map<String, LostRecord> whereTheirCompaniesWent(
            CrmConnector connector, CrmSession session, Map<String, LostRecord> tasks) throws CrmException {
        List<String> places = tasks.values().stream()
                .map(LostRecord::companyId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (places.isEmpty() || !connector.mayHaveMoved().contains(RecordKind.COMPANY)) {
            return tasks;
        }
        Map<String, String> moved = new HashMap<>();
        List<CrmRecord> there = connector.read(session, RecordKind.COMPANY, Set.of(), places);
        for (CrmRecord company : follow(connector, session, RecordKind.COMPANY, Set.of(), there)) {
            company.mergedIds().forEach(former -> moved.put(former, company.remoteId()));
        }
        Map<String, LostRecord> found = new HashMap<>();
        tasks.forEach((remoteId, task) -> found.put(
                remoteId,
                new LostRecord(task.id(), task.name(), moved.getOrDefault(task.companyId(), task.companyId()))));
        return found;
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

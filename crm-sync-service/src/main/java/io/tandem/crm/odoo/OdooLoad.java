package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.RecordKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes records by Odoo's own import. It knows records by an external id, which Odoo keeps in a table of its own, so
 * that a record of a call of unknown outcome is found again; those whose id is known are named by that. A call is all or
 * nothing: rows that Odoo objects to are taken out, and the rest is sent again.
 */
final class OdooLoad {
    private static final String MODULE = "tandem";
    private static final String OPEN_STAGE = OdooFields.STAGE + "/.id";

    private final OdooApi api;
    private final RecordKind kind;
    private final String model;
    private final OdooCells cells;

    OdooLoad(OdooApi api, RecordKind kind, OdooUsers users) {
        this.api = api;
        this.kind = kind;
        this.model = OdooFields.model(kind);
        this.cells = new OdooCells(kind, users);
    }

    static String externalId(RecordKind kind, UUID id) {
        return MODULE + "." + kind.name().toLowerCase(Locale.ROOT) + "_" + id;
    }

    List<WriteResult> write(List<OutgoingRecord> records) throws CrmException {
        List<WriteResult> results = new ArrayList<>();
        Map<Set<String>, List<OutgoingRecord>> byColumns = new LinkedHashMap<>();
        for (OutgoingRecord record : records) {
            if (needsCompany() && record.companyId() == null && record.remoteId() == null) {
                results.add(WriteResult.later(record.id(), "Its company is not in Odoo yet"));
            } else {
                byColumns
                        .computeIfAbsent(cells.of(record).keySet(), unseen -> new ArrayList<>())
                        .add(record);
            }
        }
        try {
            for (List<OutgoingRecord> alike : byColumns.values()) {
                results.addAll(load(alike));
            }
        } catch (CrmException e) {
            throw e.after(results);
        }
        return results;
    }

    private boolean needsCompany() {
        return kind == RecordKind.TASK || kind == RecordKind.NOTE;
    }

    private List<WriteResult> load(List<OutgoingRecord> alike) throws CrmException {
        List<WriteResult> results = new ArrayList<>();
        List<OutgoingRecord> left = new ArrayList<>(alike);
        while (!left.isEmpty()) {
            List<String> columns = List.copyOf(cells.of(left.get(0)).keySet());
            List<List<String>> rows = left.stream()
                    .map(record -> List.copyOf(cells.of(record).values()))
                    .toList();
            JsonNode answer = load(columns, rows);
            if (answer.path("ids").isArray() && answer.path("ids").size() == left.size()) {
                for (int i = 0; i < left.size(); i++) {
                    OutgoingRecord record = left.get(i);
                    results.add(new WriteResult(
                            record.id(),
                            WriteResult.Outcome.WRITTEN,
                            answer.path("ids").path(i).asText(),
                            cells.held(record),
                            cells.words(record)));
                }
                return results;
            }
            Map<Integer, OdooObjection> objections = OdooObjection.of(answer, left.size());
            List<OutgoingRecord> next = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                if (objections.containsKey(i)) {
                    results.add(objected(left.get(i), objections.get(i)));
                } else {
                    next.add(left.get(i));
                }
            }
            left = next;
        }
        return results;
    }

    private JsonNode load(List<String> columns, List<List<String>> rows) throws CrmException {
        try {
            return api.call(
                    model, "load", null, Map.of("fields", columns, "data", rows, "context", OdooFields.context(true)));
        } catch (CrmException e) {
            // So older ones say that there is no such field, for which no record is to blame.
            throw columns.stream().anyMatch(column -> e.getMessage().equals("KeyError: " + column))
                    ? CrmException.denied("Odoo has no field " + e.getMessage().substring("KeyError: ".length()))
                    : e;
        }
    }

    private WriteResult objected(OutgoingRecord record, OdooObjection objection) throws CrmException {
        if (objection.isPassing()) {
            return WriteResult.later(record.id(), objection.words());
        }
        if (objection.isToRights()) {
            throw CrmException.denied(objection.words());
        }
        if (record.remoteId() == null) {
            String made = objection.isToMoving() ? api.reference(externalId(kind, record.id())) : "";
            return made.isEmpty() ? WriteResult.refused(record.id(), objection.words()) : again(record, made);
        }
        if (objection.isToId()) {
            return notThere(record, objection.words());
        }
        if (objection.isToLosing() && !record.properties().containsKey(OPEN_STAGE)) {
            Map<String, String> properties = new HashMap<>(record.properties());
            properties.put(OPEN_STAGE, openStage());
            return load(List.of(new OutgoingRecord(
                            record.id(), record.remoteId(), properties, record.companyId(), record.version())))
                    .get(0);
        }
        return WriteResult.refused(record.id(), objection.words());
    }

    /** A record that is not there under its id may have been merged: Odoo moves our name of it to where it went. */
    private WriteResult notThere(OutgoingRecord record, String words) throws CrmException {
        String moved = api.reference(externalId(kind, record.id()));
        if (!moved.isEmpty() && !moved.equals(record.remoteId())) {
            return again(record, moved);
        }
        return api.has(model, Long.parseLong(record.remoteId()))
                ? WriteResult.refused(record.id(), words + ": this user may not see it")
                : WriteResult.gone(record.id(), words);
    }

    private WriteResult again(OutgoingRecord record, String remoteId) throws CrmException {
        return load(List.of(new OutgoingRecord(
                        record.id(), remoteId, record.properties(), record.companyId(), record.version())))
                .get(0);
    }

    /** What is won cannot be lost where it is. */
    private String openStage() throws CrmException {
        return api.call(
                        "crm.stage",
                        "search_read",
                        null,
                        Map.of(
                                "domain",
                                List.of(List.of("is_won", "=", false)),
                                "fields",
                                List.of("name"),
                                "order",
                                "sequence, id",
                                "limit",
                                1))
                .path(0)
                .path("id")
                .asText();
    }
}

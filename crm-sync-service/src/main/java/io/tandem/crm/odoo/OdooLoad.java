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
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes records by Odoo's own import. It knows records by an external id, which Odoo keeps in a table of its own, so
 * that a record of a call of unknown outcome is found again; those whose id is known are named by that. A call is all or
 * nothing: rows that Odoo objects to are taken out, and the rest is sent again.
 */
final class OdooLoad {
    private static final String MODULE = "tandem";

    private final OdooApi api;
    private final RecordKind kind;
    private final String model;
    private final OdooUsers users;

    OdooLoad(OdooApi api, RecordKind kind, OdooUsers users) {
        this.api = api;
        this.kind = kind;
        this.model = OdooFields.model(kind);
        this.users = users;
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
                        .computeIfAbsent(cells(record).keySet(), unseen -> new ArrayList<>())
                        .add(record);
            }
        }
        for (List<OutgoingRecord> alike : byColumns.values()) {
            results.addAll(load(alike));
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
            List<String> columns = List.copyOf(cells(left.get(0)).keySet());
            List<List<String>> rows = left.stream()
                    .map(record -> List.copyOf(cells(record).values()))
                    .toList();
            JsonNode answer = api.call(
                    model, "load", null, Map.of("fields", columns, "data", rows, "context", OdooFields.context(kind)));
            if (answer.path("ids").isArray() && answer.path("ids").size() == left.size()) {
                for (int i = 0; i < left.size(); i++) {
                    OutgoingRecord record = left.get(i);
                    results.add(new WriteResult(
                            record.id(),
                            WriteResult.Outcome.WRITTEN,
                            answer.path("ids").path(i).asText(),
                            ownerHeld(record),
                            words(record)));
                }
                return results;
            }
            Map<Integer, String> objections = objections(answer, left.size());
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

    /** By row; an objection that names none is to all of them. */
    private static Map<Integer, String> objections(JsonNode answer, int rows) {
        Map<Integer, String> objections = new HashMap<>();
        String general = "Odoo did not import it and does not say why";
        for (JsonNode message : answer.path("messages")) {
            if (message.path("type").asText().equals("error")) {
                String words = message.path("message").asText();
                if (message.path("record").isInt() && message.path("record").asInt() < rows) {
                    objections.putIfAbsent(message.path("record").asInt(), words);
                } else {
                    general = words;
                }
            }
        }
        if (objections.isEmpty()) {
            for (int i = 0; i < rows; i++) {
                objections.put(i, general);
            }
        }
        return objections;
    }

    /** A record that is not there under its id may have been merged: Odoo moves our name of it to where it went. */
    private WriteResult objected(OutgoingRecord record, String words) throws CrmException {
        if (record.remoteId() == null || !words.contains(record.remoteId())) {
            return WriteResult.refused(record.id(), words);
        }
        String name = externalId(kind, record.id());
        JsonNode found = api.call(
                "ir.model.data",
                "search_read",
                null,
                Map.of(
                        "domain",
                        List.of(
                                List.of("module", "=", MODULE),
                                List.of("name", "=", name.substring(name.indexOf('.') + 1))),
                        "fields",
                        List.of("res_id")));
        String moved = found.path(0).path("res_id").asText("");
        if (moved.isEmpty() || moved.equals(record.remoteId())) {
            return WriteResult.gone(record.id(), words);
        }
        return load(List.of(new OutgoingRecord(
                        record.id(), moved, record.properties(), record.companyId(), record.version())))
                .get(0);
    }

    private Map<String, String> cells(OutgoingRecord record) {
        Map<String, String> cells = new LinkedHashMap<>();
        if (record.remoteId() == null) {
            cells.put("id", externalId(kind, record.id()));
            made(record, cells);
        } else {
            cells.put(".id", record.remoteId());
        }
        for (String property : new TreeSet<>(record.properties().keySet())) {
            String value = record.properties().get(property);
            if (property.equals(OdooFields.STAGE)) {
                stage(value, cells);
            } else if (property.equals(OdooFields.TEAM)) {
                if (!OdooFields.EVERYBODY.equals(value)) {
                    cells.put(property + "/.id", value);
                }
            } else if (!property.equals(OdooFields.OWNER)) {
                cells.put(property, OdooFields.out(kind, property, value));
            } else if (value == null) {
                cells.put(property + "/.id", "");
            } else if (users.ids().containsKey(value)) {
                cells.put(property + "/.id", users.ids().get(value).toString());
            }
        }
        if (record.companyId() != null && kind != RecordKind.COMPANY) {
            cells.put(
                    switch (kind) {
                        case CONTACT -> "parent_id/.id";
                        case DEAL -> "partner_id/.id";
                        default -> "res_id";
                    },
                    record.companyId());
        }
        return cells;
    }

    /** What is put away is lost; its probability says so, too, in every version. */
    private static void stage(String stage, Map<String, String> cells) {
        boolean lost = OdooFields.LOST.equals(stage);
        cells.put("active", lost ? "0" : "1");
        if (lost) {
            cells.put("probability", "0");
        } else {
            cells.put(OdooFields.STAGE + "/.id", stage);
        }
    }

    /** What a new record has besides its fields. */
    private void made(OutgoingRecord record, Map<String, String> cells) {
        switch (kind) {
            case COMPANY -> cells.put("is_company", "1");
            case CONTACT -> {
                cells.put("is_company", "0");
                // Odoo asks everybody for a name.
                if (record.properties().get("name") == null
                        && record.properties().get("email") != null) {
                    cells.put("name", record.properties().get("email"));
                }
            }
            case DEAL -> cells.put("type", "opportunity");
            case TASK -> {
                cells.put("res_model_id/id", "base.model_res_partner");
                cells.put("activity_type_id/id", "mail.mail_activity_data_todo");
            }
            case NOTE -> {
                cells.put("model", OdooFields.PARTNER);
                cells.put("message_type", "comment");
                cells.put("subtype_id/id", "mail.mt_note");
            }
        }
    }

    private Map<String, String> ownerHeld(OutgoingRecord record) {
        Map<String, String> held = new HashMap<>();
        if (record.properties().containsKey(OdooFields.OWNER)) {
            String email = record.properties().get(OdooFields.OWNER);
            held.put(OdooFields.OWNER, email != null && users.ids().containsKey(email) ? email : null);
        }
        return held;
    }

    private String words(OutgoingRecord record) {
        String email = record.properties().get(OdooFields.OWNER);
        return email == null || users.ids().containsKey(email) ? null : "Nobody in Odoo has the email " + email;
    }
}

package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.odoo.OdooModel.Field;
import io.tandem.crm.odoo.OdooStub.OdooError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Odoo's import: what cannot be read is told by field; then all rows are tried together, and if that fails one by one,
 * and what was said of all together stands first, as if it were of the first row.
 */
final class OdooImport {
    private static final Map<String, String> BASE =
            Map.of("base.model_res_partner", "70", "mail.mail_activity_data_todo", "4", "mail.mt_note", "2");

    private final OdooData data;

    OdooImport(OdooData data) {
        this.data = data;
    }

    Object load(String model, JsonNode named) {
        named.path("fields").forEach(column -> know(model, column.asText()));
        List<Map<String, String>> rows = rows(named);
        List<Map<String, Object>> messages = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            unreadable(model, rows.get(i), i, named, messages);
        }
        List<Map<String, Object>> oneByOne = new ArrayList<>();
        for (int i = 0; i < rows.size() && oneByOne.size() < 10; i++) {
            String objection = objection(model, rows.get(i));
            if (objection != null) {
                oneByOne.add(message(i, objection));
            }
        }
        messages.addAll(oneByOne);
        if (!oneByOne.isEmpty() && !oneByOne.get(0).get("message").toString().startsWith("could not")) {
            Map<String, Object> together =
                    message(0, oneByOne.get(0).get("message").toString());
            if (!messages.contains(together)) {
                messages.add(0, together);
            }
        }
        if (!messages.isEmpty()) {
            return Map.of("ids", false, "messages", messages);
        }
        List<Long> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(loaded(model, row)));
        return Map.of("ids", ids, "messages", List.of());
    }

    private void know(String model, String column) {
        String name = column.replaceAll("/.*", "");
        if (!List.of("id", ".id").contains(column) && !data.has(model, name)) {
            throw data.saysKeyErrors
                    ? new OdooError("builtins.KeyError", name)
                    : new OdooError("builtins.ValueError", "Invalid field name '" + name + "'");
        }
    }

    private static List<Map<String, String>> rows(JsonNode named) {
        JsonNode fields = named.path("fields");
        List<Map<String, String>> rows = new ArrayList<>();
        for (JsonNode cells : named.path("data")) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int j = 0; j < fields.size(); j++) {
                row.put(fields.path(j).asText(), cells.path(j).asText());
            }
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> message(int row, String words) {
        return Map.of("type", "error", "record", row, "rows", Map.of("from", row, "to", row), "message", words);
    }

    private void unreadable(
            String model, Map<String, String> row, int at, JsonNode named, List<Map<String, Object>> messages) {
        row.forEach((column, cell) -> {
            if (column.equals(".id") && !data.isFound(model, Long.parseLong(cell), named)) {
                messages.add(told(at, ".id", "Unknown database identifier '" + cell + "'"));
            }
            if (column.equals("stage_id/.id") && !data.all("crm.stage").containsKey(Long.valueOf(cell))) {
                messages.add(told(
                        at, "stage_id", "No matching record found for database id '" + cell + "' in field 'Stage'"));
            }
        });
    }

    private static Map<String, Object> told(int row, String field, String words) {
        return Map.of("type", "error", "record", row, "field", field, "message", words);
    }

    private String objection(String model, Map<String, String> row) {
        if (!row.containsKey(".id") && data.mayNotMake.equals(model)) {
            return "You are not allowed to create 'Contact' (" + model + ") records.\n\nContact your administrator.";
        }
        boolean there = data.externalIds.containsKey(row.getOrDefault("id", ""));
        if (model.equals("mail.message") && (row.containsKey(".id") || there) && row.containsKey("res_id")) {
            return "Only administrators can modify 'model' and 'res_id' fields.";
        }
        if (model.equals("mail.activity") && "".equals(row.get("user_id/.id"))) {
            return "Missing required value for the field 'Assigned to' (user_id)";
        }
        if (model.equals("crm.lead") && "0".equals(row.get("probability")) && row.containsKey(".id")) {
            Map<String, Object> held = data.all(model).get(Long.valueOf(row.get(".id")));
            String stage = row.getOrDefault("stage_id/.id", String.valueOf(held.get("stage_id")));
            if (stage.equals("4")) {
                return "A lead in a Won stage cannot be lost. Move it to another stage first.";
            }
        }
        boolean made = !row.containsKey(".id") && !there;
        boolean named = !List.of("res.partner", "crm.lead").contains(model);
        if (!named
                && (made || row.containsKey("name"))
                && row.getOrDefault("name", "").isEmpty()) {
            return "Missing required value for the field 'Name' (name)";
        }
        return switch (row.getOrDefault("name", "")) {
            case "refused" -> "Odoo does not like this name, not even " + row.getOrDefault(".id", "once");
            case "locked" -> "could not serialize access due to concurrent update\n";
            default -> null;
        };
    }

    private long loaded(String model, Map<String, String> row) {
        Long id = row.containsKey(".id") ? Long.valueOf(row.get(".id")) : data.externalIds.get(row.get("id"));
        Map<String, Object> values = new LinkedHashMap<>();
        row.forEach((column, cell) -> {
            if (!column.equals("id") && !column.equals(".id")) {
                String name = column.replaceAll("/.*", "");
                Field field = data.field(model, name);
                values.put(name, OdooModel.in(field, column.endsWith("/id") ? BASE.getOrDefault(cell, cell) : cell));
            }
        });
        if (id == null) {
            id = data.create(model, values);
            data.externalIds.put(row.get("id"), id);
        } else {
            data.all(model).get(id).putAll(values);
        }
        data.touched(model, data.all(model).get(id));
        return id;
    }
}

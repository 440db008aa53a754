package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.odoo.OdooStub.OdooError;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the stand-in for Odoo holds: records by model, and their external ids. */
final class OdooData {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final Set<String> LINKS =
            Set.of("user_id", "parent_id", "partner_id", "stage_id", "team_id", "commercial_partner_id");

    private final Map<String, TreeMap<Long, Map<String, Object>>> models = new HashMap<>();
    private final Map<String, Long> externalIds = new HashMap<>();
    private final Map<String, Set<String>> customFields = new HashMap<>();
    /** One team in some versions, several in others. */
    String stageTeams = "team_id";

    private long lastId = 100;

    OdooData() {
        models.put("res.users", new TreeMap<>());
        models.get("res.users").put(8L, row("login", "maya", "email", "Maya@tandem.example", "share", false));
        models.get("res.users").put(9L, row("login", "jonas@tandem.example", "email", false, "share", false));
        models.put("ir.model", new TreeMap<>());
        models.get("ir.model").put(70L, row("model", "res.partner"));
        models.put("crm.stage", new TreeMap<>());
        models.get("crm.stage").put(1L, row("name", "New", "is_won", false));
        models.get("crm.stage").put(2L, row("name", "Qualified", "is_won", false));
        models.get("crm.stage").put(3L, row("name", "Proposition", "is_won", false));
        models.get("crm.stage").put(4L, row("name", "Won", "is_won", true));
        models.put("crm.team", new TreeMap<>());
        models.get("crm.team").put(5L, row("name", "Europe"));
    }

    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        return row;
    }

    long create(String model, Map<String, Object> values) {
        Map<String, Object> row = new LinkedHashMap<>(values);
        row.put("write_date", WRITTEN.format(Instant.now()));
        row.put("create_date", row.get("write_date"));
        of(model).put(++lastId, row);
        return lastId;
    }

    Map<String, Object> byExternalId(String name) {
        Long id = externalIds.get(name);
        return id == null ? null : of(model(name)).get(id);
    }

    Map<Long, Map<String, Object>> all(String model) {
        return of(model);
    }

    Set<String> customFields(String model) {
        return customFields.getOrDefault(model, Set.of());
    }

    /** As Odoo's own merge does: what pointed to the one points to the other. */
    void merge(long loser, long winner) {
        of("res.partner").remove(loser);
        externalIds.replaceAll((name, id) -> id == loser ? winner : id);
    }

    void delete(long partner) {
        of("res.partner").remove(partner);
        externalIds.values().remove(partner);
    }

    private static String model(String externalId) {
        return externalId.startsWith("tandem.task")
                ? "mail.activity"
                : externalId.startsWith("tandem.note")
                        ? "mail.message"
                        : externalId.startsWith("tandem.deal") ? "crm.lead" : "res.partner";
    }

    Object call(String model, String method, JsonNode ids, JsonNode named) {
        return switch (method) {
            case "load" -> load(model, named);
            case "search_read" -> search(model, named);
            case "get_external_id" -> names(ids);
            case "fields_get" -> fields(model);
            case "create" -> made(model, named.path("vals_list"));
            case "unlink" -> unlink(model, ids);
            default -> throw new OdooError("builtins.AttributeError", "no method " + method);
        };
    }

    private Object load(String model, JsonNode named) {
        JsonNode fields = named.path("fields");
        JsonNode data = named.path("data");
        List<Object> messages = new ArrayList<>();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int j = 0; j < fields.size(); j++) {
                row.put(fields.path(j).asText(), data.path(i).path(j).asText());
            }
            rows.add(row);
            String objection = objection(model, row, named);
            if (objection != null) {
                messages.add(Map.of("type", "error", "record", i, "message", objection));
            }
        }
        if (!messages.isEmpty()) {
            return Map.of("ids", false, "messages", messages);
        }
        List<Long> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(loaded(model, row)));
        return Map.of("ids", ids, "messages", List.of());
    }

    private String objection(String model, Map<String, String> row, JsonNode named) {
        Map<String, Object> known =
                row.containsKey(".id") ? of(model).get(Long.valueOf(row.get(".id"))) : Map.of("name", "new");
        if (known == null || isHidden(known, named)) {
            return "Unknown database identifier '" + row.get(".id") + "'";
        }
        if (row.containsKey("stage_id/.id") && !of("crm.stage").containsKey(Long.valueOf(row.get("stage_id/.id")))) {
            return "No matching record found for database id '" + row.get("stage_id/.id") + "' in field 'Stage'";
        }
        return "refused".equals(row.get("name")) ? "Odoo does not like this name" : null;
    }

    private long loaded(String model, Map<String, String> row) {
        Long id = row.containsKey(".id") ? Long.valueOf(row.get(".id")) : externalIds.get(row.get("id"));
        if (id == null) {
            id = create(model, Map.of());
            externalIds.put(row.get("id"), id);
        }
        Map<String, Object> record = of(model).get(id);
        row.forEach((field, value) -> {
            if (!field.equals("id") && !field.equals(".id")) {
                record.put(field.replace("/.id", "").replace("/id", ""), value.isEmpty() ? false : value);
            }
        });
        record.put("write_date", WRITTEN.format(Instant.now()));
        return id;
    }

    /** What was put away is not found unless it is asked for. */
    private static boolean isHidden(Map<String, Object> row, JsonNode named) {
        boolean putAway = Set.of("0", "false").contains(String.valueOf(row.getOrDefault("active", true)));
        return putAway && named.path("context").path("active_test").asBoolean(true);
    }

    private Object search(String model, JsonNode named) {
        if (model.equals("ir.model.data")) {
            String name = "tandem." + named.path("domain").path(1).path(2).asText();
            return externalIds.containsKey(name)
                    ? List.of(Map.of("id", 1, "res_id", externalIds.get(name)))
                    : List.of();
        }
        List<Object> found = new ArrayList<>();
        of(model).forEach((id, row) -> {
            boolean matches = !isHidden(row, named);
            for (JsonNode term : named.path("domain")) {
                matches &= matches(id, row, term);
            }
            if (matches) {
                found.add(view(id, row, named.path("fields")));
            }
        });
        int from = Math.min(named.path("offset").asInt(), found.size());
        int to = Math.min(found.size(), from + named.path("limit").asInt(found.size()));
        return found.subList(from, to);
    }

    private static boolean matches(long id, Map<String, Object> row, JsonNode term) {
        String field = term.path(0).asText();
        String value = String.valueOf(field.equals("id") ? (Object) id : row.getOrDefault(field, false));
        return switch (term.path(1).asText()) {
            case ">=" -> value.compareTo(term.path(2).asText()) >= 0;
            case "in" -> {
                Set<String> among = new HashSet<>();
                term.path(2).forEach(one -> among.add(one.asText()));
                yield among.contains(value);
            }
            default ->
                value.equals(term.path(2).asText())
                        || (term.path(2).isBoolean()
                                && value.equals(term.path(2).asBoolean() ? "1" : "0"));
        };
    }

    private static Object view(long id, Map<String, Object> row, JsonNode fields) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        for (JsonNode field : fields) {
            if (field.asText().equals("id")) {
                continue;
            }
            Object value = row.getOrDefault(field.asText(), false);
            boolean link = LINKS.contains(field.asText()) && !value.equals(false);
            view.put(
                    field.asText(),
                    link
                            ? List.of(Long.valueOf(value.toString()), "somebody")
                            : field.asText().equals("active")
                                    ? (Object) !"0".equals(row.getOrDefault("active", "1"))
                                    : value);
        }
        return view;
    }

    private Object names(JsonNode ids) {
        Map<String, String> names = new HashMap<>();
        ids.forEach(id -> names.put(id.asText(), ""));
        externalIds.forEach((name, id) -> names.computeIfPresent(id.toString(), (key, none) -> name));
        return names;
    }

    private Object fields(String model) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", Map.of("type", "char"));
        if (model.equals("crm.stage")) {
            fields.put(stageTeams, Map.of("type", stageTeams.endsWith("s") ? "many2many" : "many2one"));
        }
        customFields(model).forEach(field -> fields.put(field, Map.of("type", "char")));
        return fields;
    }

    private Object made(String model, JsonNode list) {
        if (!model.equals("ir.model.fields")
                || list.size() != 1
                || list.path(0).path("model_id").asInt() != 70) {
            throw new OdooError("odoo.exceptions.ValidationError", "not a field");
        }
        customFields
                .computeIfAbsent("res.partner", unseen -> new HashSet<>())
                .add(list.path(0).path("name").asText());
        return List.of(1);
    }

    private Object unlink(String model, JsonNode ids) {
        ids.forEach(id -> {
            of(model).remove(id.asLong());
            externalIds.values().remove(id.asLong());
        });
        return true;
    }

    private TreeMap<Long, Map<String, Object>> of(String model) {
        return models.computeIfAbsent(model, unseen -> new TreeMap<>());
    }
}

package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.odoo.OdooModel.Field;
import io.tandem.crm.odoo.OdooStub.OdooError;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the stand-in for Odoo holds: records by model, each value of its field's type, and their external ids. */
final class OdooData {
    static final long OURSELVES = 7;
    static final List<Object> DOLLARS = List.of(1, "USD");

    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    final Map<String, Long> externalIds = new HashMap<>();
    /** Partners who stand on an invoice. */
    final Set<Long> needed = new HashSet<>();
    /** Partners who are users. */
    final Set<Long> users = new HashSet<>();
    /** Records that this user may not see. */
    final Set<Long> hidden = new HashSet<>();
    /** One team in some versions, several in others. */
    String stageTeams = "team_id";
    /** How an import says that there is no such field. */
    boolean saysKeyErrors;
    /** What this user may not make. */
    String mayNotMake = "";

    private final Map<String, TreeMap<Long, Map<String, Object>>> models = new HashMap<>();
    private final OdooModel types = new OdooModel();
    private final OdooImport imports = new OdooImport(this);
    private long lastId = 100;

    OdooData() {
        put("res.users", OURSELVES, "login", OdooStub.USER, "email", OdooStub.USER, "share", false);
        put("res.users", 8, "login", "maya", "email", "Maya@tandem.example", "share", false);
        put("res.users", 9, "login", "jonas@tandem.example", "email", false, "share", false);
        put("res.company", 1, "currency_id", DOLLARS);
        put("ir.model", 70, "model", "res.partner");
        put("crm.stage", 1, "name", "New", "is_won", false);
        put("crm.stage", 2, "name", "Qualified", "is_won", false);
        put("crm.stage", 3, "name", "Proposition", "is_won", false);
        put("crm.stage", 4, "name", "Won", "is_won", true);
        put("crm.team", 5, "name", "Europe");
    }

    private void put(String model, long id, Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        of(model).put(id, row);
    }

    long create(String model, Map<String, Object> values) {
        Map<String, Object> row = types.defaults(model);
        row.putAll(values);
        row.put("create_date", WRITTEN.format(Instant.now()));
        of(model).put(++lastId, row);
        touched(model, row);
        return lastId;
    }

    /** Odoo dates what it wrote and works out what depends on it. */
    void touched(String model, Map<String, Object> row) {
        if (model.equals("crm.lead") && !(row.get("stage_id") instanceof Long)) {
            row.put("stage_id", 1L);
        }
        row.put("write_date", WRITTEN.format(Instant.now()));
    }

    void changedAt(String model, long id, Instant at) {
        of(model).get(id).put("write_date", WRITTEN.format(at));
    }

    Map<String, Object> byExternalId(String name) {
        Long id = externalIds.get(name);
        return id == null ? null : of(model(name)).get(id);
    }

    Map<Long, Map<String, Object>> all(String model) {
        return of(model);
    }

    Field field(String model, String name) {
        return types.field(model, name);
    }

    boolean has(String model, String field) {
        return types.names(model).contains(field);
    }

    Set<String> customFields(String model) {
        return types.custom(model);
    }

    /** As Odoo's own merge does: what pointed to the one points to the other. */
    void merge(long loser, long winner) {
        of("res.partner").remove(loser);
        externalIds.replaceAll((name, id) -> id == loser ? winner : id);
        Map.of(
                        "res.partner",
                        "parent_id",
                        "crm.lead",
                        "partner_id",
                        "mail.activity",
                        "res_id",
                        "mail.message",
                        "res_id")
                .forEach((model, link) ->
                        of(model).values().forEach(row -> row.replace(link, (Object) loser, (Object) winner)));
    }

    void delete(long partner) {
        of("res.partner").remove(partner);
        externalIds.values().remove(partner);
    }

    /** Somebody did it: a message says so, and the activity is put away, or gone. */
    void done(long activity, String who, boolean kept) {
        Map<String, Object> row = of("mail.activity").get(activity);
        String summary = row.get("summary").toString().replace("&", "&amp;");
        create(
                "mail.message",
                Map.of(
                        "model",
                        "res.partner",
                        "res_id",
                        row.get("res_id"),
                        "mail_activity_type_id",
                        4L,
                        "email_from",
                        who,
                        "date",
                        WRITTEN.format(Instant.now()),
                        "body",
                        "<div><p><span>To-Do</span> done: <span>" + summary + "</span></p></div>"));
        if (kept) {
            row.putAll(Map.of("active", false, "state", "done"));
        } else {
            of("mail.activity").remove(activity);
        }
    }

    void callOff(long activity) {
        of("mail.activity").remove(activity);
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
            case "load" -> imports.load(model, named);
            case "search_read" -> search(model, named);
            case "read" -> read(model, ids, named.path("fields"));
            case "write" -> written(model, ids, named.path("vals"));
            case "get_external_id" -> names(ids);
            case "check_object_reference" -> reference(named);
            case "fields_get" -> fields(model);
            case "create" -> made(model, named.path("vals_list"));
            case "unlink" -> unlink(model, ids);
            case "check_access_rights", "has_access" ->
                !named.path("operation").asText().equals("create") || !model.equals(mayNotMake);
            default -> throw new OdooError("builtins.AttributeError", "no method " + method);
        };
    }

    /** What was put away is not found unless it is asked for. */
    boolean isFound(String model, long id, JsonNode named) {
        Map<String, Object> row = of(model).get(id);
        return row != null
                && !hidden.contains(id)
                && (!Boolean.FALSE.equals(row.get("active"))
                        || !named.path("context").path("active_test").asBoolean(true));
    }

    private Object reference(JsonNode named) {
        String name = named.path("module").asText() + "." + named.path("xml_id").asText();
        if (!externalIds.containsKey(name)) {
            throw new OdooError("builtins.ValueError", "External ID not found in the system: " + name);
        }
        long id = externalIds.get(name);
        boolean found = isFound(model(name), id, named);
        return List.of(model(name), found ? (Object) id : false);
    }

    private Object search(String model, JsonNode named) {
        for (JsonNode asked : named.path("fields")) {
            if (!asked.asText().equals("id")) {
                field(model, asked.asText());
            }
        }
        List<Map.Entry<Long, Map<String, Object>>> found = new ArrayList<>();
        of(model).entrySet().forEach(entry -> {
            if (isFound(model, entry.getKey(), named) && isOf(named.path("domain"), entry.getKey(), entry.getValue())) {
                found.add(entry);
            }
        });
        if (named.path("order").asText().startsWith("write_date")) {
            found.sort(Comparator.comparing(
                    entry -> String.valueOf(entry.getValue().get("write_date"))));
        }
        int from = Math.min(named.path("offset").asInt(), found.size());
        int to = Math.min(found.size(), from + named.path("limit").asInt(found.size()));
        return found.subList(from, to).stream()
                .map(entry -> view(model, entry.getKey(), entry.getValue(), named.path("fields")))
                .toList();
    }

    private Object read(String model, JsonNode ids, JsonNode fields) {
        List<Object> rows = new ArrayList<>();
        for (JsonNode id : ids) {
            Map<String, Object> row = of(model).get(id.asLong());
            if (row == null) {
                continue;
            }
            if (hidden.contains(id.asLong())) {
                throw new OdooError(
                        "odoo.exceptions.AccessError",
                        "Due to security restrictions, you are not allowed to access these records.");
            }
            rows.add(view(model, id.asLong(), row, fields));
        }
        return rows;
    }

    /** Terms hold together, unless as many as there are bars before them and one more are told of as alternatives. */
    private static boolean isOf(JsonNode domain, long id, Map<String, Object> row) {
        boolean all = true;
        boolean any = false;
        int alternatives = 0;
        for (JsonNode term : domain) {
            if (term.isTextual()) {
                alternatives += alternatives == 0 ? 2 : 1;
            } else if (alternatives == 0) {
                all &= matches(id, row, term);
            } else {
                any |= matches(id, row, term);
                if (--alternatives == 0) {
                    all &= any;
                }
            }
        }
        return all;
    }

    private static boolean matches(long id, Map<String, Object> row, JsonNode term) {
        String field = term.path(0).asText();
        JsonNode wanted = term.path(2);
        Object held = field.equals("id") ? (Object) id : row.getOrDefault(field, false);
        return switch (term.path(1).asText()) {
            case ">=" -> String.valueOf(held).compareTo(wanted.asText()) >= 0;
            case "<" -> String.valueOf(held).compareTo(wanted.asText()) < 0;
            case ">" -> id > wanted.asLong();
            case "ilike" ->
                held.toString()
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted.asText().toLowerCase(Locale.ROOT));
            case "in" -> isAmong(held, wanted);
            case "!=" -> !String.valueOf(held).equals(wanted.asText());
            case "not in" -> !isAmong(held, wanted);
            default -> String.valueOf(held).equals(wanted.asText());
        };
    }

    private static boolean isAmong(Object held, JsonNode wanted) {
        Set<String> among = new HashSet<>();
        wanted.forEach(one -> among.add(one.asText()));
        return among.contains(String.valueOf(held));
    }

    private Object view(String model, long id, Map<String, Object> row, JsonNode fields) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        for (JsonNode asked : fields) {
            if (!asked.asText().equals("id")) {
                view.put(asked.asText(), types.out(field(model, asked.asText()), row.get(asked.asText())));
            }
        }
        return view;
    }

    private Object written(String model, JsonNode ids, JsonNode values) {
        for (JsonNode id : ids) {
            if (hidden.contains(id.asLong())) {
                throw new OdooError("odoo.exceptions.AccessError", "you are not allowed to modify these records");
            }
            if (users.contains(id.asLong()) && values.has("active")) {
                throw new OdooError(
                        "odoo.exceptions.ValidationError", "You cannot archive contacts linked to an active user.");
            }
            Map<String, Object> row = of(model).get(id.asLong());
            values.properties()
                    .forEach(entry -> row.put(
                            entry.getKey(),
                            entry.getValue().isBoolean()
                                    ? (Object) entry.getValue().asBoolean()
                                    : entry.getValue().asText()));
            touched(model, row);
        }
        return true;
    }

    private Object names(JsonNode ids) {
        Map<String, String> names = new HashMap<>();
        ids.forEach(id -> names.put(id.asText(), ""));
        externalIds.forEach((name, id) -> names.computeIfPresent(id.toString(), (key, none) -> name));
        return names;
    }

    private Object fields(String model) {
        Map<String, Object> fields = new HashMap<>();
        types.names(model)
                .forEach(name -> fields.put(
                        name, Map.of("type", field(model, name).name().toLowerCase(Locale.ROOT))));
        if (model.equals("crm.stage")) {
            fields.keySet().removeIf(name -> name.startsWith("team_"));
            fields.put(stageTeams, Map.of("type", stageTeams.endsWith("s") ? "many2many" : "many2one"));
        }
        return fields;
    }

    private Object made(String model, JsonNode list) {
        if (!model.equals("ir.model.fields")
                || list.size() != 1
                || list.path(0).path("model_id").asInt() != 70) {
            throw new OdooError("odoo.exceptions.ValidationError", "not a field");
        }
        types.add(
                "res.partner",
                list.path(0).path("name").asText(),
                list.path(0).path("ttype").asText());
        return List.of(1);
    }

    private Object unlink(String model, JsonNode ids) {
        ids.forEach(id -> {
            if (hidden.contains(id.asLong())) {
                throw new OdooError("odoo.exceptions.AccessError", "you are not allowed to access these records");
            }
            if (needed.contains(id.asLong()) || users.contains(id.asLong())) {
                throw new OdooError(
                        "odoo.exceptions.ValidationError",
                        "The operation cannot be completed: another model requires the record being deleted.");
            }
            of(model).remove(id.asLong());
            externalIds.values().remove(id.asLong());
        });
        return true;
    }

    private TreeMap<Long, Map<String, Object>> of(String model) {
        return models.computeIfAbsent(model, unseen -> new TreeMap<>());
    }
}

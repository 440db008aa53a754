package io.tandem.crm.odoo;

import io.tandem.crm.odoo.OdooStub.OdooError;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The fields of Odoo's models, with what an import makes of text and what reading gives of them. */
final class OdooModel {
    /** A type of field. */
    enum Field {
        CHAR,
        TEXT,
        HTML,
        SELECTION,
        DATE,
        DATETIME,
        INTEGER,
        FLOAT,
        MONETARY,
        BOOLEAN,
        MANY2ONE,
        MANY2MANY
    }

    private final Map<String, Map<String, Field>> fields = new HashMap<>();
    private final Map<String, Set<String>> custom = new HashMap<>();

    OdooModel() {
        put("res.partner", Field.CHAR, "name", "email", "phone", "website", "function", "street", "zip", "city");
        put("res.partner", Field.SELECTION, "type");
        put("res.partner", Field.HTML, "comment");
        put("res.partner", Field.BOOLEAN, "active", "is_company");
        put("res.partner", Field.MANY2ONE, "user_id", "parent_id", "commercial_partner_id");
        put("crm.lead", Field.CHAR, "name");
        put("crm.lead", Field.SELECTION, "type");
        put("crm.lead", Field.DATE, "date_deadline");
        put("crm.lead", Field.MONETARY, "expected_revenue");
        put("crm.lead", Field.FLOAT, "probability", "automated_probability");
        put("crm.lead", Field.BOOLEAN, "active");
        put("crm.lead", Field.MANY2ONE, "user_id", "partner_id", "stage_id", "team_id", "company_currency");
        put("mail.activity", Field.CHAR, "summary");
        put("mail.activity", Field.SELECTION, "state");
        put("mail.activity", Field.BOOLEAN, "active");
        put("mail.activity", Field.HTML, "note");
        put("mail.activity", Field.DATE, "date_deadline");
        put("mail.activity", Field.INTEGER, "res_id");
        put("mail.activity", Field.MANY2ONE, "user_id", "res_model_id", "activity_type_id");
        put("mail.message", Field.HTML, "body");
        put("mail.message", Field.DATETIME, "date");
        put("mail.message", Field.CHAR, "model", "email_from");
        put("mail.message", Field.SELECTION, "message_type");
        put("mail.message", Field.INTEGER, "res_id");
        put("mail.message", Field.MANY2ONE, "subtype_id", "mail_activity_type_id");
        put("res.users", Field.CHAR, "login", "email");
        put("res.users", Field.BOOLEAN, "share");
        put("ir.model", Field.CHAR, "model");
        put("crm.stage", Field.CHAR, "name");
        put("crm.stage", Field.BOOLEAN, "is_won");
        put("crm.stage", Field.MANY2ONE, "team_id");
        put("crm.stage", Field.MANY2MANY, "team_ids");
        put("crm.team", Field.CHAR, "name");
        put("res.company", Field.MANY2ONE, "currency_id");
    }

    private void put(String model, Field type, String... names) {
        Map<String, Field> of = fields.computeIfAbsent(model, unseen -> new HashMap<>());
        of.put("create_date", Field.DATETIME);
        of.put("write_date", Field.DATETIME);
        for (String name : names) {
            of.put(name, type);
        }
    }

    void add(String model, String name, String type) {
        put(model, Field.valueOf(type.toUpperCase(Locale.ROOT)), name);
        custom.computeIfAbsent(model, unseen -> new HashSet<>()).add(name);
    }

    Set<String> custom(String model) {
        return custom.getOrDefault(model, Set.of());
    }

    Set<String> names(String model) {
        return fields.get(model).keySet();
    }

    Field field(String model, String name) {
        Field field = fields.getOrDefault(model, Map.of()).get(name);
        if (field == null) {
            throw new OdooError("builtins.ValueError", "Invalid field '" + name + "' on model '" + model + "'");
        }
        return field;
    }

    /** What whoever makes a record does not say is as Odoo has it, and we are who makes it. */
    Map<String, Object> defaults(String model) {
        Map<String, Object> row = new LinkedHashMap<>();
        switch (model) {
            case "res.partner" -> {
                row.put("active", true);
                row.put("is_company", false);
                row.put("type", "contact");
            }
            case "crm.lead" -> {
                row.put("active", true);
                row.put("type", "lead");
                row.put("user_id", OdooData.OURSELVES);
                row.put("company_currency", OdooData.DOLLARS);
            }
            case "mail.activity" -> {
                row.put("user_id", OdooData.OURSELVES);
                row.put("state", "planned");
            }
            default -> {}
        }
        return row;
    }

    /** A value as reading gives it: there is no number that is none, and false is said of all else that is not there. */
    Object out(Field field, Object held) {
        boolean nothing = held == null || held.equals(false);
        return switch (field) {
            case FLOAT, MONETARY -> nothing ? (Object) 0.0 : new BigDecimal(held.toString()).doubleValue();
            case INTEGER -> nothing ? (Object) 0 : held;
            case MANY2ONE -> nothing ? (Object) false : held instanceof List ? held : List.of(held, "somebody");
            case MANY2MANY -> nothing ? List.of() : held;
            default -> nothing ? false : held;
        };
    }

    /** What an import makes of a cell. */
    static Object in(Field field, String cell) {
        if (cell.isEmpty()) {
            return false;
        }
        return switch (field) {
            case BOOLEAN -> Set.of("1", "true", "yes").contains(cell.toLowerCase(Locale.ROOT));
            case FLOAT, MONETARY -> Double.valueOf(cell);
            case INTEGER, MANY2ONE -> Long.valueOf(cell);
            // Whatever is said there goes through a sanitizer, which writes it in its own way.
            case HTML -> cell.replace("<br/>", "<br>");
            default -> cell;
        };
    }
}

package io.tandem.crm.odoo;

import static io.tandem.crm.domain.FieldPolicy.CRM_UNLESS_BLANK;
import static io.tandem.crm.domain.FieldPolicy.LATEST;
import static io.tandem.crm.domain.FieldPolicy.OURS;

import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import io.tandem.kit.web.RegistrableDomain;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands where in Odoo, and in which form. */
final class OdooFields {
    static final String OWNER = "user_id";
    static final String WEBSITE = "website";
    static final String DEADLINE = "date_deadline";
    static final String AMOUNT = "expected_revenue";
    /** That of the company of whoever runs Odoo, in which all amounts are: it is only read. */
    static final String CURRENCY = "company_currency";

    static final String STAGE = "stage_id";
    static final String TEAM = "team_id";
    /** Odoo has no stage for what was lost: it is put away, wherever it was. */
    static final String LOST = "lost";
    /** Stages that belong to no team are for all of them. */
    static final String EVERYBODY = "all";

    static final String PARTNER = "res.partner";
    static final String LEAD = "crm.lead";
    static final String NAME = "name";
    static final String EMAIL = "email";
    /** Not a field of Odoo's: by what a partner is taken for one of ours. */
    static final String MATCH = "tandem_match";
    /** Odoo asks everything for a name; this is the one of what has none. */
    static final String NAMELESS = "Unknown";

    /** A number in Odoo is 0 where there is none. */
    static final Pattern ZERO = Pattern.compile("-?0+(\\.0*)?");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"',;:]+@[^\\s<>\"',;:]+");

    static final List<FieldMapping> USUAL = List.of(
            new FieldMapping(SyncField.COMPANY_NAME, "name", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.COMPANY_DOMAIN, WEBSITE, CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.COMPANY_OWNER, OWNER, LATEST),
            new FieldMapping(SyncField.COMPANY_SCORE, "x_tandem_score", OURS),
            new FieldMapping(SyncField.COMPANY_GRADE, "x_tandem_grade", OURS),
            new FieldMapping(SyncField.COMPANY_MOTION, "x_tandem_motion", OURS),
            new FieldMapping(SyncField.COMPANY_STAGE, "x_tandem_stage", OURS),
            new FieldMapping(SyncField.COMPANY_WHY_NOW, "x_tandem_why_now", OURS),
            new FieldMapping(SyncField.CONTACT_NAME, "name", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.CONTACT_EMAIL, "email", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.CONTACT_JOB_TITLE, "function", LATEST),
            new FieldMapping(SyncField.CONTACT_DO_NOT_CONTACT, "x_tandem_do_not_contact", LATEST),
            new FieldMapping(SyncField.DEAL_NAME, "name", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_STAGE, STAGE, LATEST),
            new FieldMapping(SyncField.DEAL_AMOUNT, AMOUNT, CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_CURRENCY, CURRENCY, OURS),
            new FieldMapping(SyncField.DEAL_CLOSE_DATE, DEADLINE, CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_OWNER, OWNER, OURS),
            new FieldMapping(SyncField.TASK_SUBJECT, "summary", OURS),
            new FieldMapping(SyncField.TASK_BODY, "note", OURS),
            new FieldMapping(SyncField.TASK_DUE_AT, DEADLINE, OURS),
            new FieldMapping(SyncField.TASK_OWNER, OWNER, OURS),
            new FieldMapping(SyncField.NOTE_BODY, "body", OURS),
            new FieldMapping(SyncField.NOTE_AT, "date", OURS));

    private OdooFields() {}

    static String model(RecordKind kind) {
        return switch (kind) {
            case COMPANY, CONTACT -> PARTNER;
            case DEAL -> LEAD;
            case TASK -> "mail.activity";
            case NOTE -> "mail.message";
        };
    }

    /** The type of a field of ours, as Odoo calls it. */
    static String type(SyncField field) {
        return switch (field.type()) {
            case NUMBER -> "float";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case INSTANT -> "datetime";
            case TEXT, KEY -> field == SyncField.COMPANY_WHY_NOW ? "text" : "char";
        };
    }

    /** @param putAway whether what was put away counts, too */
    static Map<String, Object> context(boolean putAway) {
        return putAway
                ? Map.of("tz", "UTC", "lang", "en_US", "active_test", false)
                : Map.of("tz", "UTC", "lang", "en_US");
    }

    /** A value as an import takes it: all text, empty for none. */
    static String out(RecordKind kind, String property, String value) {
        if (value == null) {
            return "";
        }
        if (kind == RecordKind.COMPANY && property.equals(WEBSITE)) {
            return "https://" + value;
        }
        if (kind == RecordKind.TASK && property.equals(DEADLINE)) {
            return value.substring(0, 10);
        }
        if (kind == RecordKind.NOTE && property.equals("date")) {
            return value.replace('T', ' ').replace("Z", "");
        }
        return isMarkup(property) ? markup(value) : value;
    }

    /** A value of Odoo as others have it. */
    static String in(RecordKind kind, String property, String value) {
        if (kind == RecordKind.COMPANY && property.equals(WEBSITE) && value != null) {
            String host = host(value);
            return RegistrableDomain.of(host).orElse(host);
        }
        if (kind == RecordKind.CONTACT && property.equals(EMAIL) && value != null) {
            return address(value);
        }
        if (kind == RecordKind.NOTE && property.equals("date") && value != null) {
            return value.replace(' ', 'T') + "Z";
        }
        return value;
    }

    /** People type {@code Ana <ana@acme.com>} there, or several. */
    static String address(String email) {
        Matcher address = ADDRESS.matcher(email);
        return address.find() ? address.group() : email;
    }

    private static String host(String website) {
        try {
            String host = URI.create(website.contains("://") ? website : "https://" + website.strip())
                    .getHost();
            return host == null ? website : host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
        } catch (IllegalArgumentException noAddress) {
            return website;
        }
    }

    private static boolean isMarkup(String property) {
        return property.equals("note") || property.equals("body");
    }

    private static String markup(String text) {
        return "<p>"
                + text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\n", "<br/>") + "</p>";
    }
}

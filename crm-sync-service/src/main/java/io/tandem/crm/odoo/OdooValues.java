package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.domain.RecordKind;
import io.tandem.kit.web.RegistrableDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What stands in a record of Odoo, as others have it. */
final class OdooValues {
    private final OdooUsers users;
    private final RecordKind kind;
    private final Set<String> properties;

    OdooValues(OdooUsers users, RecordKind kind, Set<String> properties) {
        this.users = users;
        this.kind = kind;
        this.properties = properties;
    }

    Map<String, String> of(JsonNode row) {
        Map<String, String> values = new HashMap<>();
        for (String property : properties) {
            JsonNode value = row.path(property);
            values.put(
                    property,
                    switch (property) {
                        case OdooFields.OWNER ->
                            users.emails().get(value.path(0).asLong());
                        case OdooFields.STAGE -> stage(row);
                        case OdooFields.TEAM -> link(value);
                        case OdooFields.NAME -> name(row);
                        default -> OdooFields.in(kind, property, text(value));
                    });
        }
        if (kind == RecordKind.COMPANY || kind == RecordKind.CONTACT) {
            values.put(OdooFields.MATCH, match(row));
        }
        return values;
    }

    /** Who has no name is called by email there, or by a word of ours. */
    private String name(JsonNode row) {
        String name = text(row.path(OdooFields.NAME));
        String email = kind == RecordKind.CONTACT ? text(row.path(OdooFields.EMAIL)) : null;
        boolean none = name == null
                || name.strip().equals(OdooFields.NAMELESS)
                || (email != null
                        && (name.strip().equalsIgnoreCase(email.strip())
                                || name.strip().equalsIgnoreCase(OdooFields.address(email))));
        return none ? null : name;
    }

    /** A person's email; a company's domain, which many have only in their email. */
    private String match(JsonNode row) {
        String email = OdooFields.in(RecordKind.CONTACT, OdooFields.EMAIL, text(row.path(OdooFields.EMAIL)));
        if (kind == RecordKind.CONTACT) {
            return email;
        }
        String website = OdooFields.in(kind, OdooFields.WEBSITE, text(row.path(OdooFields.WEBSITE)));
        return website != null || email == null
                ? website
                : RegistrableDomain.of(email.substring(email.indexOf('@') + 1)).orElse(null);
    }

    private static String stage(JsonNode row) {
        boolean putAway = row.path("active").isBoolean() && !row.path("active").asBoolean();
        return putAway ? OdooFields.LOST : link(row.path(OdooFields.STAGE));
    }

    static String link(JsonNode value) {
        return value.isArray() ? value.path(0).asText() : null;
    }

    /** Odoo says false for nothing, and 0 for no number, and has links as a pair of id and name. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            return value.path(1).isMissingNode() ? null : value.path(1).asText();
        }
        boolean nothing = value.isBoolean() && !value.asBoolean() || value.isNumber() && value.asDouble() == 0;
        return nothing || value.isNull() || value.isMissingNode() ? null : value.asText();
    }
}

package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.domain.RecordKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes what Odoo has of somebody. Partners who stand on offers or invoices, or who are users, cannot be deleted: all
 * that says who they are is taken out, and they are put away.
 */
final class OdooErasure {
    private static final List<String> PERSONAL = List.of(
            "email",
            "phone",
            "mobile",
            "function",
            "street",
            "street2",
            "zip",
            "city",
            "website",
            "comment",
            "image_1920");

    private final OdooApi api;
    private final RecordKind kind;

    OdooErasure(OdooApi api, RecordKind kind) {
        this.api = api;
        this.kind = kind;
    }

    /** @return whether it was there */
    boolean of(long id) throws CrmException {
        String model = OdooFields.model(kind);
        if (!api.has(model, id)) {
            return false;
        }
        try {
            api.call(model, "unlink", List.of(id), Map.of());
        } catch (CrmException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            if (kind != RecordKind.CONTACT) {
                throw CrmException.refused(e.getMessage());
            }
            empty(id);
        }
        return true;
    }

    private void empty(long id) throws CrmException {
        JsonNode there = api.call(OdooFields.PARTNER, "fields_get", null, Map.of("attributes", List.of("type")));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(OdooFields.NAME, "Erased");
        // A contact's address is that of its company: blanked as one, both would be.
        values.put("type", "other");
        PERSONAL.stream().filter(there::has).forEach(field -> values.put(field, false));
        Map<String, Object> away = new LinkedHashMap<>(values);
        away.put("active", false);
        try {
            write(id, away);
        } catch (CrmException e) {
            if (e.kind() != CrmException.Kind.REFUSED) {
                throw e;
            }
            // Whoever is a user cannot be put away.
            write(id, values);
        }
    }

    private void write(long id, Map<String, Object> values) throws CrmException {
        try {
            api.call(OdooFields.PARTNER, "write", List.of(id), Map.of("vals", values));
        } catch (CrmException e) {
            throw OdooApi.isForbidden(e) ? CrmException.refused(e.getMessage()) : e;
        }
    }

    private static boolean isRefusal(CrmException e) {
        return e.kind() == CrmException.Kind.REFUSED || OdooApi.isForbidden(e);
    }
}

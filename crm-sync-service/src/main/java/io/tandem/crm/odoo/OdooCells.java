package io.tandem.crm.odoo;

import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.domain.RecordKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A record as a row of an import, by the names of the columns, and what Odoo makes of it. */
final class OdooCells {
    private static final String OWNER_ID = OdooFields.OWNER + "/.id";

    private final RecordKind kind;
    private final OdooUsers users;

    OdooCells(RecordKind kind, OdooUsers users) {
        this.kind = kind;
        this.users = users;
    }

    Map<String, String> of(OutgoingRecord record) {
        Map<String, String> cells = new LinkedHashMap<>();
        if (record.remoteId() == null) {
            cells.put("id", OdooLoad.externalId(kind, record.id()));
            made(record, cells);
        } else {
            cells.put(".id", record.remoteId());
        }
        for (String property : new TreeSet<>(record.properties().keySet())) {
            String value = record.properties().get(property);
            if (value == null && property.equals(OdooFields.NAME)) {
                // Whatever it is called there: it cannot be called nothing.
                continue;
            }
            if (property.equals(OdooFields.CURRENCY) || (property.equals(OdooFields.AMOUNT) && isForeign(record))) {
                continue;
            }
            if (property.equals(OdooFields.STAGE)) {
                stage(value, cells);
            } else if (property.equals(OdooFields.TEAM)) {
                if (!OdooFields.EVERYBODY.equals(value)) {
                    cells.put(property + "/.id", value);
                }
            } else if (!property.equals(OdooFields.OWNER)) {
                cells.put(property, OdooFields.out(kind, property, value));
            } else if (isKnown(value)) {
                cells.put(OWNER_ID, users.ids().get(value).toString());
            } else if (value == null && kind != RecordKind.TASK) {
                cells.put(OWNER_ID, "");
            }
        }
        link(record).ifPresent(cell -> cells.put(cell, record.companyId()));
        return cells;
    }

    private Optional<String> link(OutgoingRecord record) {
        if (record.companyId() == null) {
            return Optional.empty();
        }
        return switch (kind) {
            case COMPANY -> Optional.empty();
            case CONTACT -> Optional.of("parent_id/.id");
            case DEAL -> Optional.of("partner_id/.id");
            case TASK -> Optional.of("res_id");
            // A message stays where it is.
            case NOTE -> Optional.of("res_id").filter(cell -> record.remoteId() == null);
        };
    }

    /** What is put away is lost; its probability says so, too, in every version. */
    private static void stage(String stage, Map<String, String> cells) {
        boolean lost = OdooFields.LOST.equals(stage);
        cells.put("active", lost ? "0" : "1");
        if (lost) {
            cells.put("probability", "0");
            // Both the same: so Odoo works it out anew when the sale is taken up again.
            cells.put("automated_probability", "0");
        } else {
            cells.put(OdooFields.STAGE + "/.id", stage);
        }
    }

    /** What a new record has besides its fields. */
    private void made(OutgoingRecord record, Map<String, String> cells) {
        switch (kind) {
            case COMPANY -> {
                cells.put("is_company", "1");
                cells.put(OdooFields.NAME, OdooFields.NAMELESS);
            }
            case CONTACT -> {
                String email = record.properties().get(OdooFields.EMAIL);
                cells.put("is_company", "0");
                cells.put(OdooFields.NAME, email == null ? OdooFields.NAMELESS : email);
            }
            case DEAL -> {
                cells.put("type", "opportunity");
                // If nobody is named, Odoo takes us for the one.
                cells.put(OWNER_ID, "");
            }
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

    /** What Odoo has otherwise than it was told: no number there is nothing, and nobody but its users owns anything. */
    Map<String, String> held(OutgoingRecord record) {
        Map<String, String> held = new HashMap<>();
        record.properties().forEach((property, value) -> {
            if (property.equals(OdooFields.OWNER)) {
                held.put(property, owner(record, value));
            } else if (property.equals(OdooFields.CURRENCY)) {
                held.put(property, users.currency());
            } else if (property.equals(OdooFields.AMOUNT) && isForeign(record)) {
                held.put(property, null);
            } else if (value != null && OdooFields.ZERO.matcher(value).matches()) {
                held.put(property, null);
            }
        });
        return held;
    }

    private String owner(OutgoingRecord record, String email) {
        if (email == null || isKnown(email)) {
            return email;
        }
        // Who is nobody there was not sent.
        return record.remoteId() == null ? null : WriteResult.AS_BEFORE;
    }

    private boolean isUnknownOwner(OutgoingRecord record) {
        String email = record.properties().get(OdooFields.OWNER);
        return email != null && !isKnown(email);
    }

    private boolean isKnown(String owner) {
        return owner != null && users.ids().containsKey(owner);
    }

    /** Whether its amount is in other money than Odoo counts in. */
    private boolean isForeign(OutgoingRecord record) {
        String currency = record.properties().get(OdooFields.CURRENCY);
        return currency != null && !currency.equalsIgnoreCase(users.currency());
    }

    String words(OutgoingRecord record) {
        if (isForeign(record)) {
            return "Its amount is in " + record.properties().get(OdooFields.CURRENCY) + ", and Odoo counts in "
                    + (users.currency() == null ? "several currencies" : users.currency());
        }
        return isUnknownOwner(record)
                ? "Nobody in Odoo has the email " + record.properties().get(OdooFields.OWNER)
                : null;
    }
}

package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Why Odoo does not import a row.
 *
 * @param field the field that it is about; null if Odoo does not say
 */
record OdooObjection(String words, String field) {
    /** PostgreSQL's own words, where others wrote at the same time. */
    private static final List<String> PASSING = List.of(
            "could not serialize access",
            "deadlock detected",
            "could not obtain lock",
            "canceling statement due to",
            "Unknown database error");

    /**
     * By row; an objection that names none is to all of them. Odoo tries all rows together and then one by one; what it
     * says of all together stands before the rest, as if it were of the first row, which counts only if it is all that is
     * said.
     */
    static Map<Integer, OdooObjection> of(JsonNode answer, int rows) {
        Map<Integer, OdooObjection> objections = new HashMap<>();
        OdooObjection general = new OdooObjection("Odoo did not import it and does not say why", null);
        OdooObjection together = null;
        boolean first = true;
        for (JsonNode message : answer.path("messages")) {
            if (!message.path("type").asText().equals("error")) {
                continue;
            }
            OdooObjection objection = new OdooObjection(
                    message.path("message").asText(),
                    message.path("field").isTextual() ? message.path("field").asText() : null);
            int row = message.path("record").isInt() ? message.path("record").asInt() : rows;
            if (row >= rows) {
                general = objection;
            } else if (first && row == 0 && objection.field() == null) {
                together = objection;
            } else {
                objections.putIfAbsent(row, objection);
            }
            first = false;
        }
        if (objections.isEmpty() && together != null) {
            objections.put(0, together);
        }
        if (objections.isEmpty()) {
            for (int i = 0; i < rows; i++) {
                objections.put(i, general);
            }
        }
        return objections;
    }

    /** Whether the same may be taken a moment later. */
    boolean isPassing() {
        return PASSING.stream().anyMatch(words::contains);
    }

    /** Whether there is no record of this id that we may see. */
    boolean isToId() {
        return ".id".equals(field);
    }

    /** Whether this user may not do so with any record of the kind; of single records Odoo says it otherwise. */
    boolean isToRights() {
        return words.contains("You are not allowed to");
    }

    /** Whether it is a message that is there already, which only an administrator may put elsewhere. */
    boolean isToMoving() {
        return words.contains("Only administrators can modify 'model' and 'res_id'");
    }

    /** Whether a sale that is won is to be lost at the stage where it is. */
    boolean isToLosing() {
        return words.contains("Won stage");
    }
}

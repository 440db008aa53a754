package io.tandem.signup.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CaseFormat;
import io.tandem.signup.database.Database;
import io.tandem.signup.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Shows rows as they are stored, so that a column added later is not forgotten in an export. */
@ApplicationScoped
public class ExportedRows {
    private final Database database;
    private final Json json;

    ExportedRows(Database database, Json json) {
        this.database = database;
        this.json = json;
    }

    /** @param sql selects one column, the row as {@code jsonb} */
    public List<JsonNode> read(String sql, Database.Binding binding) {
        return database.query(sql, binding, row -> inCamelCase(json.read(row.getString(1), JsonNode.class)));
    }

    private static JsonNode inCamelCase(JsonNode row) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        row.properties()
                .forEach(column -> shown.set(
                        CaseFormat.LOWER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, column.getKey()), column.getValue()));
        return shown;
    }
}

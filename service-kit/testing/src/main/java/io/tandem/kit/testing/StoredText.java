package io.tandem.kit.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Everything that the service has stored as text, JSON or bytes. */
public final class StoredText {
    private static final String COLUMNS = """
            SELECT table_name, column_name, data_type FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type IN ('text', 'json', 'jsonb', 'bytea', 'character varying')
              AND table_name <> 'flyway_schema_history'
            """;

    private StoredText() {}

    /** The columns in which a text stands, such as {@code handoff.brief}. */
    public static List<String> columnsHolding(DataSource database, String text) {
        List<String> holding = new ArrayList<>();
        try (var connection = database.getConnection();
                var columns = connection.createStatement();
                var column = columns.executeQuery(COLUMNS)) {
            while (column.next()) {
                String name = column.getString(2);
                String shown = column.getString(3).equals("bytea")
                        ? "encode(\"" + name + "\", 'escape')"
                        : "\"" + name + "\"::text";
                String sql = "SELECT count(*) FROM \"" + column.getString(1) + "\" WHERE position(lower(?) IN lower("
                        + shown + ")) > 0";
                try (var count = connection.prepareStatement(sql)) {
                    count.setString(1, text);
                    try (var rows = count.executeQuery()) {
                        rows.next();
                        if (rows.getLong(1) > 0) {
                            holding.add(column.getString(1) + "." + name);
                        }
                    }
                }
            }
            return holding;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

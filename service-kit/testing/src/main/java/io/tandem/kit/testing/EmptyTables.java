package io.tandem.kit.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** How PostgreSQL runs a statement that it plans while tables look empty, as on a new stand until they are analysed. */
public final class EmptyTables {
    private EmptyTables() {}

    /** The lines of the plan, which stays for as long as the session lasts. */
    public static List<String> plan(DataSource database, String sql, String... tables) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (String table : tables) {
                // Until the transaction is rolled back it stands before the table of the same name.
                connection
                        .createStatement()
                        .execute("CREATE TEMP TABLE " + table + " (LIKE public." + table + " INCLUDING ALL)");
            }
            List<String> plan = plan(connection, sql);
            connection.rollback();
            return plan;
        }
    }

    /**
     * The lines of the plan that this session would make. Within a function, since otherwise the values that the driver
     * binds would be planned for, and nulls find nothing.
     */
    public static List<String> plan(Connection connection, String sql) throws SQLException {
        connection.createStatement().execute("""
                CREATE FUNCTION pg_temp.plan_of(sql text) RETURNS SETOF text LANGUAGE plpgsql AS $$
                BEGIN
                    RETURN QUERY EXECUTE 'EXPLAIN (GENERIC_PLAN) ' || sql;
                END $$
                """);
        AtomicInteger parameters = new AtomicInteger();
        try (PreparedStatement explain = connection.prepareStatement("SELECT pg_temp.plan_of(?)")) {
            explain.setString(
                    1, Pattern.compile("\\?").matcher(sql).replaceAll(found -> "\\$" + parameters.incrementAndGet()));
            List<String> plan = new ArrayList<>();
            try (ResultSet line = explain.executeQuery()) {
                while (line.next()) {
                    plan.add(line.getString(1));
                }
            }
            return plan;
        }
    }

    /** The lines that read a table as a whole, or an index of it, and not by a key. */
    public static List<String> readThrough(List<String> plan, String... tables) {
        Pattern scan = scan(tables);
        return IntStream.range(0, plan.size())
                .filter(i -> scan.matcher(plan.get(i)).find())
                .filter(i -> i + 1 == plan.size() || !plan.get(i + 1).contains(" Cond: "))
                .mapToObj(plan::get)
                .toList();
    }

    /** By what a table, or an index of it, is read: the conditions, one for each time that it is. */
    public static List<String> conditions(List<String> plan, String table) {
        Pattern scan = scan(table);
        return IntStream.range(1, plan.size())
                .filter(i -> scan.matcher(plan.get(i - 1)).find())
                .mapToObj(i -> plan.get(i).strip())
                .toList();
    }

    private static Pattern scan(String... tables) {
        return Pattern.compile(" Scan (using \\S+ )?on (" + String.join("|", tables) + ")\\b");
    }
}

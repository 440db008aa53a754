package io.tandem.routing;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.routing.storage.Database;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How PostgreSQL runs a statement that it plans while tables look empty, as on a new stand until they are analysed. */
public final class EmptyTables {
    private EmptyTables() {}

    /** The lines of the plan, which stays for as long as the session lasts. */
    public static List<String> plan(Database database, String sql, String... tables) {
        Object[] anything = new Object[(int) sql.chars().filter(c -> c == '?').count()];
        return QuarkusTransaction.requiringNew().call(() -> {
            for (String table : tables) {
                // Until the end of the transaction it stands before the table of the same name.
                database.update(
                        "CREATE TEMP TABLE " + table + " (LIKE public." + table + " INCLUDING ALL) ON COMMIT DROP");
            }
            return database.query("EXPLAIN (GENERIC_PLAN) " + sql, row -> row.getString(1), anything);
        });
    }

    /** The lines that read a table as a whole, or an index of it, and not by a key. */
    public static List<String> readThrough(List<String> plan, String... tables) {
        Pattern scan = Pattern.compile(" Scan (using \\S+ )?on (" + String.join("|", tables) + ")\\b");
        return IntStream.range(0, plan.size())
                .filter(i -> scan.matcher(plan.get(i)).find())
                .filter(i -> i + 1 == plan.size() || !plan.get(i + 1).contains(" Cond: "))
                .mapToObj(plan::get)
                .toList();
    }
}

package io.tandem.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What storing costs alone: decisions that were made since a moment, put once more into a table with the same keys. */
final class DecisionCeilings {
    private static final int INSERTED = 4_000;

    private final String url;
    private final String made;

    DecisionCeilings(String url, Instant since) {
        this.url = url;
        this.made = "FROM decision WHERE decided_at >= '" + since + "'";
    }

    /** Rows a second by COPY. */
    double copied() throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url)) {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            copies.copyOut("COPY (SELECT * " + made + ") TO STDOUT", out);
            createTable(connection);
            try {
                long start = System.nanoTime();
                long rows =
                        copies.copyIn("COPY benchmark_copy FROM STDIN", new ByteArrayInputStream(out.toByteArray()));
                return rows / ((System.nanoTime() - start) / 1e9);
            } finally {
                connection.createStatement().execute("DROP TABLE benchmark_copy");
            }
        }
    }

    /** Rows a second, each inserted and committed by itself, by so many connections at a time. */
    double inserted(int connections) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(connections);
        try (Connection connection = DriverManager.getConnection(url)) {
            List<Object[]> rows = rows(connection);
            createTable(connection);
            try {
                List<Callable<Void>> work = new ArrayList<>();
                for (int i = 0; i < connections; i++) {
                    int first = i;
                    work.add(() -> insert(rows, first, connections));
                }
                long start = System.nanoTime();
                for (Future<Void> done : writers.invokeAll(work)) {
                    done.get();
                }
                return rows.size() / ((System.nanoTime() - start) / 1e9);
            } finally {
                connection.createStatement().execute("DROP TABLE benchmark_copy");
            }
        } finally {
            writers.shutdown();
        }
    }

    private List<Object[]> rows(Connection connection) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        try (ResultSet row = connection.createStatement().executeQuery("SELECT * " + made + " LIMIT " + INSERTED)) {
            while (row.next()) {
                Object[] values = new Object[row.getMetaData().getColumnCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getObject(i + 1);
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private Void insert(List<Object[]> rows, int first, int step) throws SQLException {
        String places = String.join(", ", Collections.nCopies(rows.get(0).length, "?"));
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO benchmark_copy VALUES (" + places + ")")) {
            for (int i = first; i < rows.size(); i += step) {
                for (int k = 0; k < rows.get(i).length; k++) {
                    insert.setObject(k + 1, rows.get(i)[k]);
                }
                insert.executeUpdate();
            }
        }
        return null;
    }

    /** One that a killed run left may be of any shape. */
    private static void createTable(Connection connection) throws SQLException {
        connection.createStatement().execute("DROP TABLE IF EXISTS benchmark_copy");
        connection
                .createStatement()
                .execute("CREATE TABLE benchmark_copy (LIKE decision INCLUDING INDEXES INCLUDING STORAGE)"
                        + " WITH (toast_tuple_target = 512)");
    }
}

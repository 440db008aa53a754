package io.tandem.local.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path directory;

    @Test
    void keepsCommittedRowsWhenItIsKilled() throws Exception {
        Path data = directory.resolve("postgresql");
        try (PostgresServer server = PostgresServer.start(data, 0)) {
            server.createDatabase("signup");
            server.createDatabase("signup");
            execute(server, "CREATE TABLE kept (id int)");
            execute(server, "INSERT INTO kept SELECT generate_series(1, 1000)");
            ProcessHandle handle = ProcessHandle.of(server.pid()).orElseThrow();
            handle.destroyForcibly();
            handle.onExit().join();
        }
        try (PostgresServer server = PostgresServer.start(data, 0)) {
            assertEquals("1000", query(server, "SELECT count(*) FROM kept"));
        }
    }

    @Test
    void isDurableUnlessAskedToBeFast() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory.resolve("durable"), 0)) {
            server.createDatabase("signup");
            assertEquals("on", query(server, "SHOW fsync"));
            assertEquals("on", query(server, "SHOW synchronous_commit"));
            assertEquals("UTF8", query(server, "SHOW server_encoding"));
            assertEquals("180006", query(server, "SHOW server_version_num"));
        }
        try (PostgresServer server = PostgresServer.start(directory.resolve("fast"), 0, PostgresOptions.FAST)) {
            server.createDatabase("signup");
            assertEquals("off", query(server, "SHOW fsync"));
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("signup"), PostgresServer.USER, PostgresServer.PASSWORD);
    }
}

package io.tandem.local.infra;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A PostgreSQL server as a child of this JVM, listening on the loopback interface only. */
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "tandem";
    public static final String PASSWORD = "tandem";

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Process process;
    private final int port;
    private final Thread shutdown = new Thread(this::stop, "postgresql-shutdown");

    private PostgresServer(Process process, int port) {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(shutdown);
    }

    /** Starts a durable server on {@code dataDir}, which is created at first and kept over restarts; port 0 is any. */
    public static PostgresServer start(Path dataDir, int port) {
        return start(dataDir, port, PostgresOptions.DURABLE);
    }

    /** The same with a choice between durable and fast. */
    public static PostgresServer start(Path dataDir, int port, PostgresOptions options) {
        Path log = dataDir.resolveSibling(dataDir.getFileName() + ".log");
        try {
            PostgresCluster cluster = PostgresCluster.at(dataDir);
            Instant deadline = Instant.now().plus(DEADLINE);
            while (true) {
                int actualPort = port == 0 ? FreePorts.any() : port;
                Process process = new ProcessBuilder(cluster.serverCommand(actualPort, options))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
                if (answers(process, actualPort, deadline)) {
                    return new PostgresServer(process, actualPort);
                }
                if (Instant.now().isAfter(deadline)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("PostgreSQL did not start; its log is " + log);
                }
                // The children of a server that was killed hold its shared memory for a moment.
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL could not start with data in " + dataDir, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL started", e);
        }
    }

    private static boolean answers(Process process, int port, Instant deadline) throws InterruptedException {
        while (process.isAlive() && Instant.now().isBefore(deadline)) {
            if (isReady(port)) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return false;
    }

    /** Whether a server answers queries on this port. */
    public static boolean isReady(int port) {
        try (Connection connection = connect(adminJdbcUrl(port))) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** The process id of the server, for those who want to kill it. */
    public long pid() {
        return process.pid();
    }

    public String adminJdbcUrl() {
        return adminJdbcUrl(port);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Creates the database if it is absent. */
    public void createDatabase(String name) {
        createDatabase(adminJdbcUrl(), USER, PASSWORD, name);
    }

    /** Creates a database on any server if it is absent. */
    public static void createDatabase(String adminJdbcUrl, String user, String password, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        try (Connection connection = DriverManager.getConnection(adminJdbcUrl, user, password);
                PreparedStatement exists = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            exists.setString(1, name);
            if (!exists.executeQuery().next()) {
                try (Statement create = connection.createStatement()) {
                    create.execute("CREATE DATABASE " + name);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdown);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook itself runs.
            return;
        }
    }

    private void stop() {
        PostgresCluster.stopFast(process.toHandle());
    }

    private static String adminJdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url + "?connectTimeout=2&loginTimeout=2", USER, PASSWORD);
    }
}

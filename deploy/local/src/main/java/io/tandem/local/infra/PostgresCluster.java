package io.tandem.local.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A data directory of PostgreSQL and how to run a server on it. */
public final class PostgresCluster {
    private static final int STOP_SECONDS = 15;

    private final PostgresBinaries binaries;
    private final Path dataDir;

    private PostgresCluster(PostgresBinaries binaries, Path dataDir) {
        this.binaries = binaries;
        this.dataDir = dataDir;
    }

    /** The cluster in this directory, initialised if it is not yet. */
    public static PostgresCluster at(Path dataDir) throws IOException, InterruptedException {
        PostgresCluster cluster = new PostgresCluster(PostgresBinaries.unpacked(), dataDir.toAbsolutePath());
        cluster.initialise();
        cluster.forgetPidOfAnotherProgram();
        return cluster;
    }

    /** The command line of a server in the foreground. */
    public List<String> serverCommand(int port, PostgresOptions options) {
        List<String> arguments = new ArrayList<>(List.of("-D", dataDir.toString(), "-p", Integer.toString(port)));
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                // Taken only as far as there is data, which beyond it would be copied and checked again and again.
                "shared_buffers=256MB",
                "timezone=UTC",
                "max_wal_size=2GB",
                "checkpoint_completion_target=0.9",
                "log_min_messages=warning",
                "log_checkpoints=off"));
        if (options == PostgresOptions.FAST) {
            settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        String more =
                System.getenv().getOrDefault("TANDEM_POSTGRES_OPTIONS", "").strip();
        if (!more.isEmpty()) {
            settings.addAll(List.of(more.split("\\s+")));
        }
        settings.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return binaries.command("postgres", arguments);
    }

    /** Ends a server at once without waiting for its clients, committing nothing and losing nothing. */
    public static void stopFast(ProcessHandle server) {
        if (!server.isAlive()) {
            // Its id may be another program's by now.
            return;
        }
        try {
            // SIGTERM, which the JDK would send, makes PostgreSQL wait for its clients to leave.
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
            server.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            server.destroyForcibly();
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void initialise() throws IOException, InterruptedException {
        if (Files.exists(dataDir.resolve("postgresql.conf"))) {
            return;
        }
        Files.createDirectories(dataDir.getParent());
        Path password = Files.createTempFile("tandem", ".pw");
        Path log = Files.createTempFile("tandem-initdb", ".log");
        try {
            Files.writeString(password, PostgresServer.PASSWORD);
            List<String> command = binaries.command(
                    "initdb",
                    List.of(
                            "-D",
                            dataDir.toString(),
                            "-U",
                            PostgresServer.USER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"));
            Process initdb = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (initdb.waitFor() != 0) {
                throw new IOException("initdb failed: " + Files.readString(log, StandardCharsets.UTF_8));
            }
        } finally {
            Files.deleteIfExists(password);
            Files.deleteIfExists(log);
        }
    }

    /** PostgreSQL refuses to start while the id it left behind belongs to any live process, even a stranger's. */
    private void forgetPidOfAnotherProgram() throws IOException {
        Path pidFile = dataDir.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 3) {
            return;
        }
        Optional<Instant> startOfHolder = ProcessHandle.of(
                        Long.parseLong(lines.get(0).strip()))
                .flatMap(holder -> holder.info().startInstant());
        Instant startOfServer =
                Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
        boolean same = startOfHolder
                .map(start -> Duration.between(start, startOfServer).abs().toSeconds() <= 10)
                .orElse(false);
        if (!same) {
            Files.delete(pidFile);
        }
    }
}

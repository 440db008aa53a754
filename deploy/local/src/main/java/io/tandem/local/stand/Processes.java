package io.tandem.local.stand;

import io.tandem.local.infra.PostgresCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Finds and ends processes by id, never by name, and never one that merely got the id of a process that ended. */
public final class Processes {
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private Processes() {}

    /** The live process that the run file noted, if it is still that one. */
    public static Optional<ProcessHandle> find(PartState noted) {
        if (noted.pid() == 0) {
            return Optional.empty();
        }
        return ProcessHandle.of(noted.pid()).filter(ProcessHandle::isAlive).filter(handle -> handle.info()
                .startInstant()
                .map(start -> noted.processStart() == null
                        || Duration.between(start, noted.processStart()).abs().compareTo(SAME_START) < 0)
                .orElse(true));
    }

    /** Asks the process to end, waits, and kills it when it does not; true if it ended by itself. */
    public static boolean stop(String part, ProcessHandle process, Duration patience) {
        if (part.equals(PartName.POSTGRES.label())) {
            PostgresCluster.stopFast(process);
            return true;
        }
        process.destroy();
        if (waitFor(process, patience)) {
            return true;
        }
        process.destroyForcibly();
        waitFor(process, Duration.ofSeconds(5));
        return false;
    }

    public static boolean waitFor(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Memory of a part in bytes. What several processes share is divided among them where the system says so (Linux),
     * since PostgreSQL's processes share most of theirs.
     */
    public static long memory(String part, ProcessHandle process) {
        Stream<ProcessHandle> children =
                part.equals(PartName.POSTGRES.label()) ? process.descendants() : Stream.empty();
        return Stream.concat(Stream.of(process), children)
                .mapToLong(Processes::memoryOfOne)
                .sum();
    }

    private static long memoryOfOne(ProcessHandle process) {
        try {
            Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
            if (Files.isReadable(rollup)) {
                return kibibytes(Files.readAllLines(rollup), "Pss:");
            }
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
            try (BufferedReader lines = ps.inputReader(StandardCharsets.UTF_8)) {
                String line = lines.readLine();
                return line == null ? 0 : Long.parseLong(line.strip()) * 1024;
            }
        } catch (IOException e) {
            return 0;
        }
    }

    private static long kibibytes(List<String> lines, String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}

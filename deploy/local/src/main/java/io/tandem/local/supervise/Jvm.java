package io.tandem.local.supervise;

import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of JVMs that are small and start fast. */
public final class Jvm {
    private Jvm() {}

    /** The java program that runs this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * A JVM with a small heap and, from the second start on, with the archive of its classes that the first wrote when
     * it ended.
     *
     * @param builtFrom what the classes come from: when it changes, the archive is written anew
     */
    static List<String> small(Stand stand, String part, Path builtFrom, int heapMegabytes) {
        List<String> line = new ArrayList<>(List.of(
                java(),
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:+ExitOnOutOfMemoryError"));
        line.addAll(ClassArchive.options(stand, part, builtFrom));
        return line;
    }

    /** How the launcher's own processes log. */
    public static String logging(Stand stand) {
        return "-Djava.util.logging.config.file=" + stand.root().resolve("deploy/local/logging.properties");
    }

    /** The class path of the launcher itself. */
    public static String launcherClassPath() {
        return System.getProperty("java.class.path");
    }

    static long newestChange(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().lastModified())
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

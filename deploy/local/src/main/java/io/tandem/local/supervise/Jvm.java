package io.tandem.local.supervise;

import io.tandem.local.stand.PartName;
import io.tandem.local.stand.Stand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Command lines of JVMs that are small and start fast. */
public final class Jvm {
    private Jvm() {}

    /** The java program that runs this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * A JVM with a small heap and the first compiler only: it starts with almost half the work and needs less memory,
     * which on a laptop with eight JVMs is worth more than the last bit of speed.
     */
    static List<String> small(int heapMegabytes) {
        return new ArrayList<>(List.of(
                java(),
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError"));
    }

    /** What {@code TANDEM_JVM_OPTIONS} adds to the JVMs of Kafka, the services and the gateway. */
    static List<String> extraOptions() {
        return options("TANDEM_JVM_OPTIONS");
    }

    /** What {@code TANDEM_JVM_OPTIONS_SCORING_SERVICE} and the like add to the JVM of that one part. */
    static List<String> extraOptions(PartName part) {
        return options(
                "TANDEM_JVM_OPTIONS_" + part.label().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static List<String> options(String variable) {
        String options = System.getenv().getOrDefault(variable, "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    /** How the launcher's own processes log. */
    public static String logging(Stand stand) {
        return "-Djava.util.logging.config.file=" + stand.root().resolve("deploy/local/logging.properties");
    }

    /** The class path of the launcher itself. */
    public static String launcherClassPath() {
        return System.getProperty("java.class.path");
    }
}

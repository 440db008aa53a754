package io.tandem.local.supervise;

import io.tandem.local.stand.Stand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        String options = System.getenv().getOrDefault("TANDEM_JVM_OPTIONS", "").strip();
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

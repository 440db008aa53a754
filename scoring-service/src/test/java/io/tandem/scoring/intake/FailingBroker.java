package io.tandem.scoring.intake;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tandem.local.infra.FreePorts;
import io.tandem.local.infra.KafkaBroker;
import io.tandem.local.infra.KafkaTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A Kafka broker in a process of its own, which a test can kill and start again. Its state is kept in system
 * properties, since this class is loaded by several class loaders.
 */
public final class FailingBroker implements QuarkusTestResourceLifecycleManager {
    private static final String DIRECTORY = "tandem.test.failing-broker.directory";
    private static final String PORT = "tandem.test.failing-broker.port";
    private static final String PID = "tandem.test.failing-broker.pid";

    @Override
    public Map<String, String> start() {
        try {
            System.setProperty(
                    DIRECTORY,
                    Files.createTempDirectory("tandem-failing-broker").toString());
            System.setProperty(PORT, Integer.toString(FreePorts.withSuccessor()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run();
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            KafkaTopics.create(address());
            return true;
        });
        return Map.of("kafka.bootstrap.servers", address(), "TANDEM_KAFKA_BOOTSTRAP_SERVERS", address());
    }

    @Override
    public void stop() {
        kill();
        try {
            MoreFiles.deleteRecursively(Path.of(System.getProperty(DIRECTORY)), RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After the shared infrastructure, whose broker this one replaces. */
    @Override
    public int order() {
        return 1;
    }

    static String address() {
        return "127.0.0.1:" + System.getProperty(PORT);
    }

    static void run() {
        try {
            Path directory = Path.of(System.getProperty(DIRECTORY));
            Process broker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KafkaBroker.class.getName(),
                            directory.resolve("data").toString(),
                            System.getProperty(PORT))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()))
                    .start();
            System.setProperty(PID, Long.toString(broker.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void kill() {
        ProcessHandle.of(Long.getLong(PID)).ifPresent(broker -> {
            broker.destroyForcibly();
            broker.onExit().join();
        });
    }
}

package io.tandem.kit.testing;

import io.tandem.local.infra.KafkaBroker;
import io.tandem.local.infra.KafkaTopics;
import io.tandem.local.infra.PostgresOptions;
import io.tandem.local.infra.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * One PostgreSQL, one Kafka broker and one issuer of tokens for the life of this JVM. Quarkus loads test code in class
 * loaders that it replaces when a test profile changes; this class is therefore always used through the system class
 * loader, so that its servers are started once and outlive such a change.
 */
public final class Infrastructure {
    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";
    static final String ISSUER = "issuer";
    static final String SIGNING_KEY = "signing-key";

    private static final String DATABASE = "test";

    private static Map<String, String> addresses;

    private Infrastructure() {}

    /** Where the servers are; they are started at the first call. */
    static Map<String, String> addresses() {
        try {
            var shared = Class.forName(Infrastructure.class.getName(), true, ClassLoader.getSystemClassLoader());
            @SuppressWarnings("unchecked")
            var addresses = (Map<String, String>) shared.getMethod("startOnce").invoke(null);
            return addresses;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the test infrastructure did not start", e);
        }
    }

    /** Public for reflection across class loaders only. */
    public static synchronized Map<String, String> startOnce() throws IOException {
        if (addresses == null) {
            var thread = Thread.currentThread();
            var contextLoader = thread.getContextClassLoader();
            thread.setContextClassLoader(Infrastructure.class.getClassLoader());
            try {
                addresses = start();
            } finally {
                thread.setContextClassLoader(contextLoader);
            }
        }
        return addresses;
    }

    private static Map<String, String> start() throws IOException {
        var directory = Files.createTempDirectory("tandem-test-");
        var postgres = PostgresServer.start(directory.resolve("postgres"), 0, PostgresOptions.FAST);
        postgres.createDatabase(DATABASE);
        var kafka = KafkaBroker.start(directory.resolve("kafka"), 0);
        KafkaTopics.create(kafka.bootstrapServers());
        var issuer = TokenIssuer.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            kafka.close();
                            postgres.close();
                            issuer.close();
                            delete(directory);
                        },
                        "test-infrastructure-shutdown"));

        var started = new HashMap<String, String>();
        started.put(POSTGRES, "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + DATABASE);
        started.put(KAFKA, kafka.bootstrapServers());
        started.put(ISSUER, issuer.url());
        started.put(SIGNING_KEY, issuer.signingKey());
        return Map.copyOf(started);
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftToTheTemporaryDirectory) {
            System.err.println("not deleted: " + directory);
        }
    }
}

package io.tandem.local.supervise;

import io.tandem.local.infra.KafkaBroker;
import io.tandem.local.infra.KafkaTopics;
import io.tandem.local.infra.PostgresCluster;
import io.tandem.local.infra.PostgresOptions;
import io.tandem.local.infra.PostgresServer;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.PostgresAddress;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts of a stand and what each needs to run. */
final class Parts {
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final List<String> DATABASES = List.of("signup", "scoring", "routing", "crm");
    private static final int KAFKA_HEAP_MEGABYTES = 256;
    private static final int SERVICE_HEAP_MEGABYTES = 192;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PROBE).build();

    private Parts() {}

    /** Logs that people read; production writes JSON. */
    private static final Map<String, String> READABLE_LOGS = Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");

    /** In an order in which every part comes after those it waits for. */
    static List<Part> of(Stand stand) {
        List<Part> parts = new ArrayList<>();
        if (stand.embedsPostgres()) {
            parts.add(postgres(stand));
        }
        if (stand.embedsKafka()) {
            parts.add(kafka(stand));
        }
        if (stand.embedsKeycloak()) {
            parts.add(keycloak(stand));
        }
        parts.add(service(stand, PartName.SIGNUP, "signup"));
        parts.add(service(stand, PartName.SCORING, "scoring"));
        parts.add(service(stand, PartName.ROUTING, "routing"));
        parts.add(service(stand, PartName.CRM_SYNC, "crm"));
        parts.add(gateway(stand));
        return parts;
    }

    private static Part postgres(Stand stand) {
        int port = stand.port(PartName.POSTGRES);
        Path data = stand.data(PartName.POSTGRES);
        return new Part(
                PartName.POSTGRES,
                port,
                Set.of(),
                () -> PostgresCluster.at(data),
                () -> PostgresCluster.at(data).serverCommand(port, PostgresOptions.DURABLE),
                Map.of(),
                () -> PostgresServer.isReady(port) && createDatabases(stand));
    }

    /** One at a time, for several parts may ask at once. */
    private static synchronized boolean createDatabases(Stand stand) {
        List<String> names = new ArrayList<>(DATABASES);
        if (stand.embedsKeycloak()) {
            names.add("keycloak");
        }
        PostgresAddress server = stand.postgres();
        names.forEach(name ->
                PostgresServer.createDatabase(server.jdbcUrl("postgres"), server.user(), server.password(), name));
        return true;
    }

    private static Part kafka(Stand stand) {
        int port = stand.port(PartName.KAFKA);
        Path ready = stand.run().resolve("kafka.ready");
        return new Part(
                PartName.KAFKA,
                port,
                Set.of(),
                () -> Files.deleteIfExists(ready),
                () -> {
                    List<String> line = Jvm.small(KAFKA_HEAP_MEGABYTES);
                    line.addAll(Jvm.extraOptions());
                    line.addAll(
                            List.of(Jvm.logging(stand), "-cp", Jvm.launcherClassPath(), KafkaBroker.class.getName()));
                    line.addAll(
                            List.of(stand.data(PartName.KAFKA).toString(), Integer.toString(port), ready.toString()));
                    return line;
                },
                Map.of(),
                () -> Files.exists(ready));
    }

    private static Part keycloak(Stand stand) {
        URI realm = URI.create(stand.issuer() + "/.well-known/openid-configuration");
        return new Part(
                PartName.KEYCLOAK,
                stand.port(PartName.KEYCLOAK),
                stand.embedsPostgres() ? Set.of(PartName.POSTGRES) : Set.of(),
                () -> {
                    Keycloak.prepare(stand);
                    createDatabases(stand);
                },
                () -> Keycloak.command(stand),
                Keycloak.environment(stand),
                () -> answers(realm));
    }

    private static Part service(Stand stand, PartName name, String database) {
        PostgresAddress postgres = stand.postgres();
        Map<String, String> environment = new HashMap<>(Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(stand.port(name)),
                "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database),
                "QUARKUS_DATASOURCE_USERNAME", postgres.user(),
                "QUARKUS_DATASOURCE_PASSWORD", postgres.password(),
                "TANDEM_KAFKA_BOOTSTRAP_SERVERS", stand.kafka(),
                "TANDEM_OIDC_ISSUER", stand.issuer(),
                "TANDEM_PUBLIC_URL",
                        System.getenv()
                                .getOrDefault(
                                        "TANDEM_PUBLIC_URL",
                                        stand.url(PartName.GATEWAY).toString())));
        environment.putAll(READABLE_LOGS);
        if (name == PartName.ROUTING && stand.embedsKeycloak()) {
            environment.put(
                    "QUARKUS_KEYCLOAK_ADMIN_CLIENT_SERVER_URL",
                    stand.url(PartName.KEYCLOAK).toString());
            // As in the realm of the demo, which is for this machine alone.
            environment.put("QUARKUS_KEYCLOAK_ADMIN_CLIENT_CLIENT_SECRET", "tandem-provisioning");
        }
        if (name == PartName.CRM_SYNC) {
            environment.put("TANDEM_CRM_SECRET_KEY", crmSecretKey(stand));
            // A CRM under trial may well run on this machine.
            environment.put("TANDEM_OUTBOUND_LOCAL", System.getenv().getOrDefault("TANDEM_OUTBOUND_LOCAL", "true"));
        }
        // Not after Keycloak, which takes longest: a service finds it when the first token comes.
        Set<PartName> after = EnumSet.noneOf(PartName.class);
        for (PartName part : List.of(PartName.POSTGRES, PartName.KAFKA)) {
            if (stand.embeds(part)) {
                after.add(part);
            }
        }
        URI ready = URI.create("http://127.0.0.1:" + stand.port(name) + "/q/health/ready");
        return new Part(
                name,
                stand.port(name),
                after,
                () -> prepareExternal(stand),
                () -> quarkus(stand, name),
                environment,
                () -> answers(ready));
    }

    /** What encrypts the credentials of CRMs: given from outside, else made once for this stand. */
    static String crmSecretKey(Stand stand) {
        String given = System.getenv("TANDEM_CRM_SECRET_KEY");
        if (given != null) {
            return given;
        }
        Path file = stand.data(PartName.CRM_SYNC).resolve("secret.key");
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[32];
                new SecureRandom().nextBytes(key);
                Files.createDirectories(file.getParent());
                // Made so that its owner alone may read it, and in its place only when it is whole.
                Path next = Files.createTempFile(file.getParent(), "secret", ".tmp");
                Files.writeString(next, Base64.getEncoder().encodeToString(key));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An external server has no part of its own here that would create what the services need. */
    private static void prepareExternal(Stand stand) {
        if (!stand.embedsPostgres()) {
            createDatabases(stand);
        }
        if (!stand.embedsKafka()) {
            KafkaTopics.create(stand.kafka());
        }
    }

    private static Part gateway(Stand stand) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "QUARKUS_HTTP_PORT", Integer.toString(stand.port(PartName.GATEWAY)),
                "TANDEM_GATEWAY_MANAGEMENT_PORT", Integer.toString(stand.gatewayManagementPort()),
                "TANDEM_SIGNUP_URL", "http://127.0.0.1:" + stand.port(PartName.SIGNUP),
                "TANDEM_SCORING_URL", "http://127.0.0.1:" + stand.port(PartName.SCORING),
                "TANDEM_ROUTING_URL", "http://127.0.0.1:" + stand.port(PartName.ROUTING),
                "TANDEM_CRM_SYNC_URL", "http://127.0.0.1:" + stand.port(PartName.CRM_SYNC),
                "TANDEM_OIDC_ISSUER", stand.issuer()));
        environment.putAll(READABLE_LOGS);
        // A stand with well-known passwords is not for the network unless somebody says so.
        environment.put("TANDEM_GATEWAY_HOST", System.getenv().getOrDefault("TANDEM_GATEWAY_HOST", "127.0.0.1"));
        URI live = URI.create("http://127.0.0.1:" + stand.gatewayManagementPort() + "/q/health/live");
        return new Part(
                PartName.GATEWAY,
                stand.port(PartName.GATEWAY),
                Set.of(),
                () -> {},
                () -> quarkus(stand, PartName.GATEWAY),
                environment,
                () -> answers(live));
    }

    private static List<String> quarkus(Stand stand, PartName name) throws IOException {
        Path application = InstalledApp.of(stand, name);
        List<String> line = Jvm.small(SERVICE_HEAP_MEGABYTES);
        line.addAll(Jvm.extraOptions());
        line.addAll(Jvm.extraOptions(name));
        line.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
        return line;
    }

    private static boolean answers(URI uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PROBE).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

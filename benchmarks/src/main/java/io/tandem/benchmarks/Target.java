package io.tandem.benchmarks;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The stand to be measured.
 *
 * @param processes the name of each part that runs on this machine and the id of its process
 */
record Target(
        URI gateway,
        URI scoring,
        String writeKey,
        AdminToken admin,
        String jdbcUrl,
        String kafkaBootstrapServers,
        Map<String, Long> processes) {

    static Target fromEnvironment() {
        String postgres = env("TANDEM_POSTGRES_URL", "postgresql://tandem:tandem@127.0.0.1:15432");
        URI address = URI.create(postgres);
        String[] credentials = address.getUserInfo().split(":", 2);
        return new Target(
                URI.create(env("TANDEM_URL", "http://localhost:8080")),
                URI.create(env("TANDEM_SCORING_URL", "http://localhost:8102")),
                required("TANDEM_WRITE_KEY"),
                new AdminToken(env("TANDEM_OIDC_ISSUER", "http://localhost:8180/realms/tandem")),
                "jdbc:postgresql://%s:%d/postgres?user=%s&password=%s"
                        .formatted(
                                address.getHost(), address.getPort(), encoded(credentials[0]), encoded(credentials[1])),
                env("TANDEM_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:19092"),
                processes(env("TANDEM_PROCESSES", "")));
    }

    /** A bearer token of the demo admin that is good for some minutes at least. */
    String adminToken() {
        return admin.get();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @param list as {@code postgres=17,kafka=18} */
    private static Map<String, Long> processes(String list) {
        Map<String, Long> processes = new LinkedHashMap<>();
        for (String part : list.isEmpty() ? new String[0] : list.split(",")) {
            String[] nameAndId = part.split("=", 2);
            processes.put(nameAndId[0], Long.valueOf(nameAndId[1]));
        }
        return processes;
    }

    private static String env(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static String required(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set; ./tandem bench sets it");
        }
        return value;
    }
}

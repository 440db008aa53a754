package io.tandem.benchmarks;

import java.net.URI;

/** The stand to be measured. */
record Target(URI gateway, String writeKey, String jdbcUrl, String kafkaBootstrapServers) {

    static Target fromEnvironment() {
        String postgres = env("TANDEM_POSTGRES_URL", "postgresql://tandem:tandem@127.0.0.1:15432");
        URI address = URI.create(postgres);
        String[] credentials = address.getUserInfo().split(":", 2);
        return new Target(
                URI.create(env("TANDEM_URL", "http://localhost:8080")),
                required("TANDEM_WRITE_KEY"),
                "jdbc:postgresql://%s:%d/postgres?user=%s&password=%s"
                        .formatted(address.getHost(), address.getPort(), credentials[0], credentials[1]),
                env("TANDEM_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:19092"));
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

package io.tandem.local.stand;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one running Tandem lives: its repository, its directory for data and logs, its ports, and the parts that
 * somebody else runs.
 *
 * @param root the repository
 * @param home data, logs and process ids
 * @param portOffset added to every default port, so that two stands run side by side
 * @param ports ports chosen one by one, by name of the part
 * @param postgresUrl an external PostgreSQL, or null for the embedded one
 * @param kafkaBootstrapServers an external Kafka, or null
 * @param oidcIssuer an external identity provider, or null
 */
public record Stand(
        Path root,
        Path home,
        int portOffset,
        Map<String, Integer> ports,
        String postgresUrl,
        String kafkaBootstrapServers,
        String oidcIssuer) {

    /** The stand that the environment describes. */
    public static Stand of(Path root, Map<String, String> environment) {
        return StandReader.read(root, environment);
    }

    public int port(PartName part) {
        return ports.getOrDefault(part.label(), part.defaultPort() + portOffset);
    }

    /** Every port that the part listens on, the one that others use first. */
    public List<Integer> portsOf(PartName part) {
        int first = port(part);
        return switch (part) {
            case KAFKA -> List.of(first, first + 1);
            case GATEWAY -> List.of(first, gatewayManagementPort());
            default -> List.of(first);
        };
    }

    /** Health and metrics of the gateway itself. */
    public int gatewayManagementPort() {
        return ports.getOrDefault(StandReader.GATEWAY_MANAGEMENT, 8100 + portOffset);
    }

    public URI url(PartName part) {
        return URI.create("http://localhost:" + port(part));
    }

    public boolean embedsPostgres() {
        return postgresUrl == null;
    }

    public boolean embedsKafka() {
        return kafkaBootstrapServers == null;
    }

    public boolean embedsKeycloak() {
        return oidcIssuer == null;
    }

    public boolean embeds(PartName part) {
        return switch (part) {
            case POSTGRES -> embedsPostgres();
            case KAFKA -> embedsKafka();
            case KEYCLOAK -> embedsKeycloak();
            default -> true;
        };
    }

    public PostgresAddress postgres() {
        return PostgresAddress.parse(Optional.ofNullable(postgresUrl)
                .orElse("postgresql://tandem:tandem@127.0.0.1:" + port(PartName.POSTGRES)));
    }

    public String kafka() {
        return Optional.ofNullable(kafkaBootstrapServers).orElse("127.0.0.1:" + port(PartName.KAFKA));
    }

    public String issuer() {
        return Optional.ofNullable(oidcIssuer).orElse(url(PartName.KEYCLOAK) + "/realms/tandem");
    }

    public Path data(PartName part) {
        return home.resolve("data").resolve(part.label());
    }

    public Path log(String part) {
        return home.resolve("logs").resolve(part + ".log");
    }

    public Path run() {
        return home.resolve("run");
    }
}

package io.tandem.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives the service under test a real PostgreSQL with an empty database, a real Kafka with every topic, and an issuer
 * whose tokens {@link Tokens} makes. They start once and end with the JVM.
 */
public final class RealInfrastructure implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        var addresses = Infrastructure.addresses();
        var postgres = addresses.get(Infrastructure.POSTGRES);
        var kafka = addresses.get(Infrastructure.KAFKA);
        return Map.of(
                "quarkus.datasource.jdbc.url",
                postgres,
                "quarkus.datasource.username",
                "tandem",
                "quarkus.datasource.password",
                "tandem",
                "kafka.bootstrap.servers",
                kafka,
                "TANDEM_KAFKA_BOOTSTRAP_SERVERS",
                kafka,
                "TANDEM_OIDC_ISSUER",
                addresses.get(Infrastructure.ISSUER));
    }

    @Override
    public void stop() {
        // The servers serve every test class of this JVM and stop with it.
    }
}

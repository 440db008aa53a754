package io.tandem.signup.signups;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = OutageTest.Broken.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OutageTest {
    private static BreakableProxy proxy;

    @Inject
    DataSource database;

    @AfterEach
    void mend() {
        proxy.mend();
    }

    @Test
    void acceptsSignupsWhileKafkaIsDown() throws SQLException {
        TestSource.create().submit(TestSource.form()).then().statusCode(202).body("status", equalTo("PENDING"));
        try (Connection connection = database.getConnection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM outbox WHERE topic = 'signups.v1'")) {
            rows.next();
            assertTrue(rows.getInt(1) > 0);
        }
    }

    @Test
    void asksToComeBackWhileTheDatabaseIsDownAndRecovers() {
        TestSource source = TestSource.create();
        source.submit(TestSource.form()).then().statusCode(202);

        proxy.cut();
        source.submit(TestSource.form())
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", matchesRegex("\\d+"))
                .body(not(containsString("Exception")));
        TestSource stranger = new TestSource(source.id(), source.keyId(), "tk_unknown");
        stranger.submit(TestSource.form()).then().statusCode(503);

        proxy.mend();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertEquals(202, source.submit(TestSource.form()).statusCode()));
    }

    /** The database behind a proxy that can be cut, and a Kafka that is not there. */
    public static class Broken implements QuarkusTestResourceLifecycleManager {
        private final RealInfrastructure real = new RealInfrastructure();

        @Override
        public Map<String, String> start() {
            Map<String, String> config = new HashMap<>(real.start());
            String url = config.get("quarkus.datasource.jdbc.url");
            URI address = URI.create(url.substring("jdbc:".length()));
            proxy = new BreakableProxy(address.getHost(), address.getPort());
            config.put(
                    "quarkus.datasource.jdbc.url",
                    url.replace(":" + address.getPort() + "/", ":" + proxy.port() + "/"));
            config.put("tandem.signup.decision-wait", "50ms");
            config.put("kafka.bootstrap.servers", "127.0.0.1:1");
            config.put("TANDEM_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
            return config;
        }

        @Override
        public void stop() {
            proxy.close();
            real.stop();
        }
    }
}

package io.tandem.kit.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class DeliveryHealthTest {
    @Inject
    Notes notes;

    @Inject
    DeliveryMetrics sampling;

    @Test
    void isAliveWhileItsChannelsAre() {
        String live =
                given().get("/q/health/live").then().statusCode(200).extract().asString();
        assertThat(live).contains("SmallRye Reactive Messaging - liveness check", "bulk-notes", "Event delivery");
    }

    @Test
    void isNotReadyButAliveWhileAConsumerWaitsForItsDatabase() {
        NoteTaken note = NoteTaken.of("no database " + UUID.randomUUID());
        notes.whenStoring(note.text(), stored -> {
            throw new DatabaseFailure(new SQLException("connection refused", "08001"));
        });
        TestTopics.send(Topics.SIGNUPS, note);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> given().get("/q/health/ready").statusCode() == 503);
        assertThat(given().get("/q/health/ready").asString()).contains(Notes.CONSUMER, "connection refused");
        given().get("/q/health/live").then().statusCode(200);

        notes.heal(note.text());
        await().until(() -> given().get("/q/health/ready").statusCode() == 200);
        await().until(() -> notes.textsOf(note.accountId()).size() == 1);
    }

    @Test
    void tellsDepthAgeAndLag() {
        TestTopics.sendRaw(Topics.SIGNUPS, "key", UUID.randomUUID(), "NoteTaken", "{".getBytes());
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            sampling.sample();
            return metrics().contains("tandem_dead_letters{topic=\"" + Topics.SIGNUPS + "\"}");
        });
        assertThat(metrics())
                .contains(
                        "tandem_outbox_rows",
                        "tandem_outbox_oldest_age_seconds",
                        "tandem_outbox_delay_seconds",
                        "tandem_intake_batch_seconds_count{consumer=\"" + Notes.CONSUMER + "\"}",
                        "kafka_consumer_fetch_manager_records_lag_max",
                        "kafka_producer_");
    }

    private static String metrics() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }
}

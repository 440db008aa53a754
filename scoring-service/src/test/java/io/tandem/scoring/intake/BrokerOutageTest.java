package io.tandem.scoring.intake;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.ApiKey;
import io.tandem.scoring.TestSource;
import io.tandem.scoring.database.Database;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
@WithTestResource(FailingBroker.class)
class BrokerOutageTest {
    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    @Inject
    SpoolGate gate;

    private final TestSource source = new TestSource(UUID.randomUUID(), ApiKey.generate("tk_"));
    private final String user = "u-" + UUID.randomUUID();

    @Test
    void keepsEventsInOrderWhileTheBrokerIsAwayAndPublishesThemAfterwards() {
        database.update(
                "INSERT INTO source (id, name, enabled, write_key_hashes, changed_at) VALUES (?, 'App', true, ?, now())",
                source.id(),
                Database.Column.text(List.of(ApiKey.hash(source.writeKey()))));
        await().atMost(Duration.ofSeconds(20)).until(() -> source.settingsStatus() == 200);
        send(0, 5);

        FailingBroker.kill();
        send(5, 40);
        assertTrue(spooledBatches() > 0, "events wait in the database");

        FailingBroker.run();
        send(40, 60);
        await().atMost(Duration.ofSeconds(90)).until(() -> !gate.isSpooling());
        assertEquals(0, spooledBatches(), "events that wait in the database");
        send(60, 65);

        List<String> sent = IntStream.range(0, 65).mapToObj(i -> "m-" + i).toList();
        assertEquals(sent, List.copyOf(published(sent.size())));
    }

    /** Events follow one another, so that their order is known. */
    private void send(int from, int to) {
        for (int i = from; i < to; i++) {
            given().auth()
                    .preemptive()
                    .basic(source.writeKey(), "")
                    .body(Map.of(
                            "batch",
                            List.of(Map.of(
                                    "type", "track", "event", "Signed In", "userId", user, "messageId", "m-" + i))))
                    .contentType("application/json")
                    .post("/v1/batch")
                    .then()
                    .statusCode(200)
                    .body("accepted", equalTo(1));
        }
    }

    private long spooledBatches() {
        return database.query("SELECT count(*) FROM spool", row -> row.getLong(1))
                .get(0);
    }

    /** The ids of this test's messages in the order in which they first appear. */
    private Set<String> published(int count) {
        Set<String> messages = new LinkedHashSet<>();
        Map<String, Object> config = Map.of("bootstrap.servers", FailingBroker.address(), "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TRACKED_EVENTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(Duration.ofSeconds(20)).pollInSameThread().until(() -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    messages.addAll(messageOf(record));
                }
                return messages.size() >= count;
            });
        }
        return messages;
    }

    private List<String> messageOf(ConsumerRecord<String, byte[]> record) throws IOException {
        TrackedEvent event = json.readValue(record.value(), TrackedEvent.class);
        return user.equals(event.userId()) ? List.of(event.messageId()) : List.of();
    }
}

package io.tandem.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Measures and prints; only completeness is asserted. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OutboxLatencyTest {
    private static final Logger LOG = Logger.getLogger(OutboxLatencyTest.class);
    private static final int WARM_UP = 200;
    private static final int EVENTS = 500;

    @Inject
    Outbox outbox;

    @Inject
    MeterRegistry metrics;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final Map<UUID, CompletableFuture<Long>> arrivals = new ConcurrentHashMap<>();
    private volatile boolean reading = true;

    @Test
    void publishesEverythingSoonAfterItsCommit() throws Exception {
        CompletableFuture<Void> reader = CompletableFuture.runAsync(this::read);
        List<Double> measured = new ArrayList<>();
        for (int i = 0; i < WARM_UP + EVENTS; i++) {
            UUID id = QuarkusTransaction.requiringNew()
                    .call(() -> outbox.append(Topics.RELATIONSHIPS, NoteTaken.of("latency")));
            long committed = System.nanoTime();
            long arrived = arrival(id).get(30, TimeUnit.SECONDS);
            if (i >= WARM_UP) {
                measured.add((arrived - committed) / 1e6);
            }
        }
        reading = false;
        reader.get(30, TimeUnit.SECONDS);
        List<Double> millis = measured.stream().sorted().toList();
        assertThat(millis).hasSize(EVENTS);
        LOG.infof(
                "commit to consumer: p50 %.2f ms, p99 %.2f ms, max %.2f ms over %d events",
                millis.get(EVENTS / 2), millis.get(EVENTS * 99 / 100), millis.get(EVENTS - 1), EVENTS);
        Stream.of(metrics.get("tandem.outbox.delay").timer().takeSnapshot().percentileValues())
                .forEach(at -> LOG.infof(
                        "written to acknowledged: p%.0f %.2f ms",
                        at.percentile() * 100, at.value(TimeUnit.MILLISECONDS)));
    }

    private CompletableFuture<Long> arrival(UUID id) {
        return arrivals.computeIfAbsent(id, unseen -> new CompletableFuture<>());
    }

    private void read() {
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.RELATIONSHIPS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (reading) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    String id = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
                    arrival(UUID.fromString(id)).complete(System.nanoTime());
                }
            }
        }
    }
}

package io.tandem.scoring.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Identifier;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.CloudEventHeaders;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts accepted events on the topic. There is no outbox: the log itself is what makes them durable. */
@ApplicationScoped
class EventPublisher {
    private static final String TYPE = CloudEventHeaders.typeOf(TrackedEvent.class);

    private final Producer<String, byte[]> producer;
    private final ObjectMapper json;
    private final String service;

    @Inject
    EventPublisher(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.producer = new KafkaProducer<>(settings(broker), new StringSerializer(), new ByteArraySerializer());
        this.json = json;
        this.service = service;
    }

    /** Completes when the broker has acknowledged every one of the events. May block while the broker is away. */
    CompletableFuture<Void> publish(List<TrackedEvent> events) {
        CompletableFuture<?>[] acks = new CompletableFuture<?>[events.size()];
        for (int i = 0; i < acks.length; i++) {
            acks[i] = publish(events.get(i));
            if (acks[i].isCompletedExceptionally()) {
                return acks[i].thenApply(ack -> null);
            }
        }
        return CompletableFuture.allOf(acks);
    }

    private CompletableFuture<Void> publish(TrackedEvent event) {
        CompletableFuture<Void> ack = new CompletableFuture<>();
        try {
            producer.send(recordOf(event), (written, failure) -> {
                if (failure == null) {
                    ack.complete(null);
                } else {
                    ack.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException failure) {
            ack.completeExceptionally(failure);
        }
        return ack;
    }

    private ProducerRecord<String, byte[]> recordOf(TrackedEvent event) {
        String key = event.key();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.TRACKED_EVENTS, key, bytesOf(event));
        CloudEventHeaders.of(idOf(event), TYPE, service, key, event.receivedAt())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    /** An SDK that repeats an event repeats its id too. */
    private static UUID idOf(TrackedEvent event) {
        return UUID.nameUUIDFromBytes((event.sourceId() + ":" + event.messageId()).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] bytesOf(TrackedEvent event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Patience ends before that of the SDKs, who would else send everything again. */
    private static Map<String, Object> settings(Map<String, Object> broker) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tracking-intake");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        return settings;
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(3));
    }
}

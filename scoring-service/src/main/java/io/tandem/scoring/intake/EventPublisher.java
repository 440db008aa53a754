package io.tandem.scoring.intake;

import io.smallrye.common.annotation.Identifier;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.CloudEventHeaders;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts accepted events on the topic. There is no outbox: the log itself is what makes them durable. */
@ApplicationScoped
class EventPublisher {
    private static final String TYPE = CloudEventHeaders.typeOf(TrackedEvent.class);
    private static final UUID NO_ID = new UUID(0, 0);

    private final Producer<String, byte[]> producer;
    private final String service;

    /** The producer waits where it is called while the broker is away, and takes the events of many calls together. */
    private final ExecutorService sending =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "tracking-intake-sending"));

    @Inject
    EventPublisher(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.producer = new KafkaProducer<>(settings(broker), new StringSerializer(), new ByteArraySerializer());
        this.service = service;
    }

    /** Completes when the broker has acknowledged every one of the events. Never waits in the caller's thread. */
    CompletableFuture<Void> publish(List<AcceptedEvent> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Acknowledgements acknowledgements = new Acknowledgements(events.size());
        sending.execute(() -> send(events, acknowledgements));
        return acknowledgements.all;
    }

    /** Stops at the first failure, and does not begin what the caller has given up. */
    private void send(List<AcceptedEvent> events, Acknowledgements acknowledgements) {
        List<Header> common = List.of();
        Instant commonTo = null;
        for (AcceptedEvent event : events) {
            if (acknowledgements.all.isDone()) {
                return;
            }
            if (!event.receivedAt().equals(commonTo)) {
                commonTo = event.receivedAt();
                common = headersAt(commonTo);
            }
            try {
                producer.send(recordOf(event, common), acknowledgements);
            } catch (RuntimeException failure) {
                acknowledgements.all.completeExceptionally(failure);
            }
        }
    }

    private static ProducerRecord<String, byte[]> recordOf(AcceptedEvent event, List<Header> common) {
        List<Header> headers = new ArrayList<>(common.size() + 2);
        headers.addAll(common);
        headers.add(header(CloudEventHeaders.ID, idOf(event).toString()));
        headers.add(header(CloudEventHeaders.SUBJECT, event.key()));
        return new ProducerRecord<>(Topics.TRACKED_EVENTS, null, event.key(), event.json(), headers);
    }

    /** What the headers of events that were received together have in common. */
    private List<Header> headersAt(Instant time) {
        Map<String, String> headers = CloudEventHeaders.of(NO_ID, TYPE, service, "", time);
        headers.keySet().removeAll(Set.of(CloudEventHeaders.ID, CloudEventHeaders.SUBJECT));
        return headers.entrySet().stream()
                .map(entry -> header(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** An SDK that repeats an event repeats its id too. */
    private static UUID idOf(AcceptedEvent event) {
        return UUID.nameUUIDFromBytes((event.sourceId() + ":" + event.messageId()).getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for the answers to all records of a batch. */
    private static final class Acknowledgements implements Callback {
        private final CompletableFuture<Void> all = new CompletableFuture<>();
        private final AtomicInteger missing;

        Acknowledgements(int records) {
            missing = new AtomicInteger(records);
        }

        @Override
        public void onCompletion(RecordMetadata written, Exception failure) {
            if (failure != null) {
                all.completeExceptionally(failure);
            } else if (missing.decrementAndGet() == 0) {
                all.complete(null);
            }
        }
    }

    /** Patience ends before that of the SDKs, who would else send everything again. */
    private static Map<String, Object> settings(Map<String, Object> broker) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tracking-intake");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        return settings;
    }

    @PreDestroy
    void close() {
        sending.shutdownNow();
        producer.close(Duration.ofSeconds(3));
    }
}

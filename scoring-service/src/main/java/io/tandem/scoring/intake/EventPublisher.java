package io.tandem.scoring.intake;

import io.smallrye.common.annotation.Identifier;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.CloudEventHeaders;
import io.tandem.kit.web.WrittenTime;
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
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /**
     * What comes within it is handed over together: the threads of the producer are woken once for all of it, not for each
     * call, and a partition's records are compressed and sent together.
     */
    private static final int GATHERED_MILLIS = 4;

    private static final UUID NO_ID = new UUID(0, 0);

    private final Producer<String, byte[]> producer;
    /** What the headers of all events have in common. */
    private final List<Header> common;

    /** The producer waits where it is called while the broker is away, and takes the events of many calls together. */
    private final ScheduledExecutorService sending =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "tracking-intake-sending"));

    private final Queue<Handover> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean gathering = new AtomicBoolean();

    @Inject
    EventPublisher(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.producer = new KafkaProducer<>(settings(broker), new StringSerializer(), new ByteArraySerializer());
        Map<String, String> headers = CloudEventHeaders.of(NO_ID, TYPE, service, "", Instant.EPOCH);
        headers.keySet().removeAll(Set.of(CloudEventHeaders.ID, CloudEventHeaders.SUBJECT, CloudEventHeaders.TIME));
        common = headers.entrySet().stream()
                .map(entry -> header(entry.getKey(), bytes(entry.getValue())))
                .toList();
    }

    /** Completes when the broker has acknowledged every one of the events. Never waits in the caller's thread. */
    CompletableFuture<Void> publish(List<AcceptedEvent> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Handover handover = new Handover(events, new Acknowledgements(events.size()));
        waiting.add(handover);
        if (gathering.compareAndSet(false, true)) {
            sending.schedule(this::sendGathered, GATHERED_MILLIS, TimeUnit.MILLISECONDS);
        }
        return handover.acknowledgements().all;
    }

    private record Handover(List<AcceptedEvent> events, Acknowledgements acknowledgements) {}

    private void sendGathered() {
        gathering.set(false);
        for (Handover next = waiting.poll(); next != null; next = waiting.poll()) {
            send(next.events(), next.acknowledgements());
        }
    }

    /** Stops at the first failure, and does not begin what the caller has given up. */
    private void send(List<AcceptedEvent> events, Acknowledgements acknowledgements) {
        Header time = null;
        Instant receivedAt = null;
        for (AcceptedEvent event : events) {
            if (acknowledgements.all.isDone()) {
                return;
            }
            if (!event.receivedAt().equals(receivedAt)) {
                receivedAt = event.receivedAt();
                time = header(CloudEventHeaders.TIME, WrittenTime.of(receivedAt));
            }
            try {
                producer.send(recordOf(event, time), acknowledgements);
            } catch (RuntimeException failure) {
                acknowledgements.all.completeExceptionally(failure);
            }
        }
    }

    private ProducerRecord<String, byte[]> recordOf(AcceptedEvent event, Header time) {
        List<Header> headers = new ArrayList<>(common.size() + 3);
        headers.addAll(common);
        headers.add(time);
        headers.add(header(CloudEventHeaders.ID, bytes(idOf(event).toString())));
        headers.add(header(CloudEventHeaders.SUBJECT, bytes(event.key())));
        return new ProducerRecord<>(Topics.TRACKED_EVENTS, null, event.key(), event.json(), headers);
    }

    private static Header header(String name, byte[] value) {
        return new RecordHeader(name, value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An SDK that repeats an event repeats its id too. */
    private static UUID idOf(AcceptedEvent event) {
        return UUID.nameUUIDFromBytes(bytes(event.sourceId() + ":" + event.messageId()));
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
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 1);
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

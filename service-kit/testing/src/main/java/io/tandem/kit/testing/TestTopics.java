package io.tandem.kit.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tandem.contracts.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Speaks to the topics as another service would. */
public final class TestTopics {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private TestTopics() {}

    /** An event with the id under which it was sent. */
    public record Sent<E extends Event>(UUID eventId, E event, Map<String, String> headers) {}

    /** Sends an event under a new id, which is returned, and waits until the broker has it. */
    public static UUID send(String topic, Event event) {
        var eventId = UUID.randomUUID();
        send(topic, eventId, event);
        return eventId;
    }

    /** Sends an event under a given id: twice under one id is a redelivery. */
    public static void send(String topic, UUID eventId, Event event) {
        sendRaw(topic, event.key(), eventId, event.getClass().getSimpleName(), json(event));
    }

    /** Sends any bytes under the headers of an event, to see what becomes of those that cannot be read. */
    public static void sendRaw(String topic, String key, UUID eventId, String type, byte[] value) {
        var record = new ProducerRecord<>(topic, key, value);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        eventId.toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        "test",
                        "ce_time",
                        Instant.now().toString(),
                        "ce_subject",
                        key,
                        "content-type",
                        "application/json")
                .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        send(record);
    }

    /** Sends a record as it is, for example one without headers. */
    public static void send(ProducerRecord<String, byte[]> record) {
        Map<String, Object> config =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(), ProducerConfig.ACKS_CONFIG, "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker did not take the record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the topic holds at least {@code count} events of a type that match, and returns all that match. */
    public static <E extends Event> List<Sent<E>> await(String topic, Class<E> type, int count, Predicate<E> matching) {
        var found = new ArrayList<Sent<E>>();
        try (var consumer = reader(topic)) {
            var deadline = Instant.now().plus(DEADLINE);
            while (found.size() < count && Instant.now().isBefore(deadline)) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    addIfMatching(record, type, matching, found);
                }
            }
            if (found.size() < count) {
                throw new AssertionError("%s holds %d of %d expected %s events after %s: %s"
                        .formatted(topic, found.size(), count, type.getSimpleName(), DEADLINE, found));
            }
            return found;
        }
    }

    /** Waits for the first event of a type that matches. */
    public static <E extends Event> E await(String topic, Class<E> type, Predicate<E> matching) {
        return await(topic, type, 1, matching).get(0).event();
    }

    /** The events of a type that match and are in the topic now. To show that nothing came, await something first. */
    public static <E extends Event> List<Sent<E>> present(String topic, Class<E> type, Predicate<E> matching) {
        var found = new ArrayList<Sent<E>>();
        try (var consumer = reader(topic)) {
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    addIfMatching(record, type, matching, found);
                }
            }
        }
        return found;
    }

    /** Every record in the topic now, whatever it is; for dead letters. */
    public static List<ConsumerRecord<String, byte[]>> records(String topic) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = reader(topic)) {
            var ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    /** The JSON of an event as it goes over the wire. */
    public static byte[] json(Event event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <E extends Event> void addIfMatching(
            ConsumerRecord<String, byte[]> record, Class<E> type, Predicate<E> matching, List<Sent<E>> found) {
        var headers = new TreeMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        if (!type.getSimpleName().equals(headers.get("ce_type"))) {
            return;
        }
        try {
            var event = JSON.readValue(record.value(), type);
            if (matching.test(event)) {
                found.add(new Sent<>(UUID.fromString(headers.get("ce_id")), event, Map.copyOf(headers)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads every partition from its beginning, without a group. */
    private static KafkaConsumer<String, byte[]> reader(String topic) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static String bootstrapServers() {
        return Infrastructure.addresses().get(Infrastructure.KAFKA);
    }
}

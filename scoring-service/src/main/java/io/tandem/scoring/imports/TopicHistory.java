package io.tandem.scoring.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Identifier;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.usage.UsageConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads accepted events again from the topic, which keeps them for as long as Kafka's retention. */
@ApplicationScoped
class TopicHistory {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final TypeReference<TreeMap<Integer, Span>> SPANS = new TypeReference<>() {};

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @Inject
    ObjectMapper json;

    @Inject
    UsageConfig usage;

    private Consumer<String, byte[]> consumer;

    /** What is left to read of a partition: from {@code next} to before {@code end}. */
    record Span(long next, long end) {}

    /** What the topic has since a time, up to now, as positions to begin with. */
    synchronized String since(Instant time) {
        try {
            return positions(time);
        } catch (KafkaException away) {
            close();
            throw Problem.unavailable("The events cannot be read again while Kafka is away.");
        }
    }

    private String positions(Instant time) {
        long millis = time.isBefore(Instant.EPOCH) ? 0 : time.toEpochMilli();
        List<TopicPartition> partitions = consumer().partitionsFor(Topics.TRACKED_EVENTS, PATIENCE).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer().endOffsets(partitions, PATIENCE);
        var begins = consumer()
                .offsetsForTimes(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> millis)),
                        PATIENCE);
        TreeMap<Integer, Span> spans = new TreeMap<>();
        begins.forEach((partition, begin) -> {
            if (begin != null && begin.offset() < ends.get(partition)) {
                spans.put(partition.partition(), new Span(begin.offset(), ends.get(partition)));
            }
        });
        return written(spans);
    }

    long rows(String positions) {
        return spans(positions).values().stream()
                .mapToLong(span -> span.end() - span.next())
                .sum();
    }

    /** Some more, or nothing when all is read. */
    synchronized Optional<EventImportWorker.Taken> next(String positions, int atMost) {
        TreeMap<Integer, Span> spans = spans(positions);
        if (spans.isEmpty()) {
            close();
            return Optional.empty();
        }
        int number = spans.firstKey();
        Span span = spans.get(number);
        TopicPartition partition = new TopicPartition(Topics.TRACKED_EVENTS, number);
        consumer().assign(List.of(partition));
        consumer().seek(partition, span.next());
        List<ConsumerRecord<String, byte[]>> records = consumer().poll(PATIENCE).records(partition);
        long read = consumer().position(partition, PATIENCE);
        if (records.size() > atMost) {
            records = records.subList(0, atMost);
            read = records.get(atMost - 1).offset() + 1;
        }
        long next = Math.min(span.end(), read);
        if (next < span.end()) {
            spans.put(number, new Span(next, span.end()));
        } else {
            spans.remove(number);
        }
        return Optional.of(taken(records, span, next, written(spans)));
    }

    private EventImportWorker.Taken taken(
            List<ConsumerRecord<String, byte[]>> records, Span span, long next, String positions) {
        Instant oldest = Instant.now().minus(Duration.ofDays(usage.retentionDays()));
        List<EventImportWorker.Read> events = new ArrayList<>();
        List<EventImportRefusal> refusals = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.offset() >= span.end()) {
                continue;
            }
            // The place is one number for all partitions.
            long place = record.offset() * Topics.PARTITIONS + record.partition();
            String text = record.value() == null
                    ? ""
                    : new String(record.value(), StandardCharsets.UTF_8).replace('\u0000', '\uFFFD');
            try {
                TrackedEvent event = json.readValue(record.value(), TrackedEvent.class);
                if (event.receivedAt().isBefore(oldest)) {
                    refusals.add(new EventImportRefusal(
                            place, "is older than raw events are kept, so it may be counted", text));
                } else {
                    events.add(new EventImportWorker.Read(place, text, event));
                }
            } catch (IOException | RuntimeException unreadable) {
                refusals.add(new EventImportRefusal(place, "is no event", text));
            }
        }
        return new EventImportWorker.Taken(next - span.next(), events, refusals, positions);
    }

    private Consumer<String, byte[]> consumer() {
        if (consumer == null) {
            Map<String, Object> settings = new HashMap<>(broker);
            settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, EventImportWorker.AT_ONCE);
            settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    private TreeMap<Integer, Span> spans(String positions) {
        try {
            return json.readValue(positions, SPANS);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private String written(Map<Integer, Span> spans) {
        try {
            return json.writeValueAsString(spans);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}

package io.tandem.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sends the first events of new accounts, at a low rate beside whatever else is going on, and takes the time from the
 * answer that they are accepted to their score on {@code scores.v1}, where the other services read it.
 */
final class ScoreProbes {
    private static final String TOPIC = "scores.v1";

    private final Target target;
    private final Map<String, Long> acceptedAt = new ConcurrentHashMap<>();
    private final Histogram micros = new Histogram(3);
    private volatile boolean sending = true;

    ScoreProbes(Target target) {
        this.target = target;
    }

    record Result(Histogram micros, int unseen) {
        double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    Result run(int perSecond, Duration duration) throws Exception {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", target.kafkaBootstrapServers(), "fetch.max.wait.ms", 5),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            Thread sender = new Thread(() -> send(perSecond, duration), "probes");
            sender.start();
            long end = System.nanoTime() + duration.toNanos() + TimeUnit.SECONDS.toNanos(10);
            while (sending || !acceptedAt.isEmpty() && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::seen);
            }
            // What was not seen took this long at least; left out, it would make the others look fast.
            long now = System.nanoTime();
            acceptedAt.values().stream()
                    .filter(accepted -> accepted != Long.MAX_VALUE)
                    .forEach(accepted -> micros.recordValue((now - accepted) / 1000));
            return new Result(micros, acceptedAt.size());
        }
    }

    private void send(int perSecond, Duration duration) {
        try (HttpConnection connection = new HttpConnection(target.scoring())) {
            long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
            long due = System.nanoTime();
            long end = due + duration.toNanos();
            while (due < end) {
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                String name = "probe" + UUID.randomUUID().toString().replace("-", "");
                // The score may come before the answer has been read.
                acceptedAt.put(name, Long.MAX_VALUE);
                connection.send(EventRequest.of(target.writeKey(), 1, i -> """
                        {"type":"identify","userId":"%1$s","messageId":"%1$s","traits":{"email":"ana@%1$s.com"}}""".formatted(name)));
                long now = System.nanoTime();
                acceptedAt.computeIfPresent(name, (probe, never) -> now);
                due += interval;
            }
        } catch (Exception broken) {
            System.err.printf("  probing ended: %s%n", broken);
        } finally {
            sending = false;
        }
    }

    private void seen(ConsumerRecord<String, byte[]> record) {
        long now = System.nanoTime();
        var type = record.headers().lastHeader("ce_type");
        if (type == null || !"AccountScored".equals(new String(type.value(), StandardCharsets.UTF_8))) {
            return;
        }
        String event = new String(record.value(), StandardCharsets.UTF_8);
        int start = event.indexOf("probe");
        int end = event.indexOf(".com", Math.max(0, start));
        if (start >= 0 && end > start) {
            Long accepted = acceptedAt.remove(event.substring(start, end));
            if (accepted != null) {
                micros.recordValue(Math.max(0, now - accepted) / 1000);
            }
        }
    }
}

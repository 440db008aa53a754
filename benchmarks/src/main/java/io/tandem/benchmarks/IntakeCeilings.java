package io.tandem.benchmarks;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.postgresql.PGConnection;

/** What the parts of the way of an event do on this machine when they do nothing else. */
final class IntakeCeilings {
    private static final int PARTITIONS = 12;
    private static final int EVENT_BYTES = 400;

    private IntakeCeilings() {}

    /** Events a second that a producer has acknowledged by all replicas, a record each. */
    static double producedPerSecond(Target target, Duration duration) throws Exception {
        String topic = "benchmark-ceiling-" + UUID.randomUUID();
        byte[] event = new byte[EVENT_BYTES];
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", target.kafkaBootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers",
                    target.kafkaBootstrapServers(),
                    "acks",
                    "all",
                    "linger.ms",
                    5,
                    "batch.size",
                    131_072);
            long start = System.nanoTime();
            long sent = 0;
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                while (System.nanoTime() - start < duration.toNanos()) {
                    for (int i = 0; i < 1_000; i++) {
                        producer.send(new ProducerRecord<>(topic, (int) (sent++ % PARTITIONS), null, event));
                    }
                }
                producer.flush();
            } finally {
                admin.deleteTopics(List.of(topic)).all().get();
            }
            return sent / seconds(start);
        }
    }

    /** Rows a second that COPY puts into a table with the key by which repetitions are known. */
    static double copiedPerSecond(Target target, Duration duration) throws Exception {
        try (Connection connection = DriverManager.getConnection(target.jdbcUrl())) {
            connection
                    .createStatement()
                    .execute(
                            "drop table if exists benchmark_intake; create table benchmark_intake (id uuid primary key, name text, at timestamptz, body text)");
            try {
                long start = System.nanoTime();
                long copied = 0;
                while (System.nanoTime() - start < duration.toNanos()) {
                    copied += connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy benchmark_intake from stdin", new ByteArrayInputStream(rows(10_000)));
                }
                return copied / seconds(start);
            } finally {
                connection.createStatement().execute("drop table benchmark_intake");
            }
        }
    }

    private static byte[] rows(int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(UUID.randomUUID())
                    .append("\tFeature Used\t2026-03-02 10:15:29Z\t{\"feature\": \"charts\", \"plan\": \"team\"}\n");
        }
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}

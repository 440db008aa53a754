package io.tandem.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The least that the parts of a signup cost on this machine: nothing made of them can be faster. */
final class Ceilings {
    private static final int SAMPLES = 1_000;
    private static final int WARM_UP = 300;
    private static final byte[] PAYLOAD = new byte[1_000];

    private Ceilings() {}

    /** A call through the gateway that reads one key from memory and answers. */
    static Load bareEndpoint(RequestSender gateway, Target target, int perSecond, Duration duration) {
        String settings = "/v1/projects/" + target.writeKey() + "/settings";
        return gateway.atRate(perSecond, duration, () -> Request.get(settings));
    }

    /** One row inserted and committed, flushed to disk. */
    static Histogram transaction(Target target) throws Exception {
        Histogram micros = new Histogram(3);
        try (Connection connection = DriverManager.getConnection(target.jdbcUrl())) {
            // One that a killed run left may be of any shape.
            connection
                    .createStatement()
                    .execute(
                            "drop table if exists benchmark_ceiling; create table benchmark_ceiling (id uuid, payload bytea)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into benchmark_ceiling values (?, ?)")) {
                for (int i = 0; i < WARM_UP + SAMPLES; i++) {
                    long start = System.nanoTime();
                    insert.setObject(1, UUID.randomUUID());
                    insert.setBytes(2, PAYLOAD);
                    insert.executeUpdate();
                    connection.commit();
                    if (i >= WARM_UP) {
                        micros.recordValue((System.nanoTime() - start) / 1000);
                    }
                }
            } finally {
                connection.createStatement().execute("drop table benchmark_ceiling");
                connection.commit();
            }
        }
        return micros;
    }

    /** One record acknowledged by the broker and read back by a waiting consumer. */
    static Histogram kafkaRoundTrip(Target target) throws Exception {
        Histogram micros = new Histogram(3);
        String topic = "benchmark-ceiling-" + UUID.randomUUID();
        Map<String, Object> servers = Map.of("bootstrap.servers", target.kafkaBootstrapServers());
        try (Admin admin = Admin.create(servers)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", target.kafkaBootstrapServers(), "acks", "all", "linger.ms", 0),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
                    KafkaConsumer<byte[], byte[]> consumer =
                            new KafkaConsumer<>(servers, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                TopicPartition partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                for (int i = 0; i < WARM_UP + SAMPLES; i++) {
                    long start = System.nanoTime();
                    producer.send(new ProducerRecord<>(topic, PAYLOAD));
                    while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
                        Thread.onSpinWait();
                    }
                    if (i >= WARM_UP) {
                        micros.recordValue((System.nanoTime() - start) / 1000);
                    }
                }
            } finally {
                admin.deleteTopics(List.of(topic)).all().get();
            }
        }
        return micros;
    }
}

package io.tandem.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tandem.kit.delivery.RelayFixture.Recorder;
import io.tandem.kit.testing.EmptyTables;
import io.tandem.local.infra.FreePorts;
import io.tandem.local.infra.KafkaBroker;
import io.tandem.local.infra.KafkaTopics;
import io.tandem.local.infra.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxRelayTest {
    private static final CompletableFuture<Void> ACKNOWLEDGED = CompletableFuture.completedFuture(null);

    @Test
    void givesEachBucketToOneOfTwoRelays() throws Exception {
        try (RelayFixture outbox = new RelayFixture("relay_buckets")) {
            OutboxRelay first = outbox.start(new Recorder(text -> ACKNOWLEDGED));
            await().until(() -> held(first) == OutboxRow.BUCKETS);
            OutboxRelay second = outbox.start(new Recorder(text -> ACKNOWLEDGED));
            await().until(() -> held(first) == OutboxRow.BUCKETS / 2 && held(second) == OutboxRow.BUCKETS / 2);
            assertThat(buckets().filter(bucket -> first.owns(bucket) && second.owns(bucket)))
                    .isEmpty();

            first.stop();
            await().until(() -> held(second) == OutboxRow.BUCKETS);
        }
    }

    @Test
    void sendsAgainWhatWasSentButNotMarkedBeforeTheSessionDied() throws Exception {
        try (RelayFixture outbox = new RelayFixture("relay_crash")) {
            AtomicBoolean dies = new AtomicBoolean(true);
            Recorder broker = new Recorder(text -> {
                if (text.equals("b") && dies.getAndSet(false)) {
                    endRelaySessions(outbox);
                }
                return ACKNOWLEDGED;
            });
            UUID account = UUID.randomUUID();
            outbox.append(account, "a", "b", "c");
            outbox.start(broker);

            await().until(() -> outbox.waiting() == 0);
            assertThat(broker.texts).containsExactly("a", "b", "c", "a", "b", "c");
        }
    }

    @Test
    void marksOnlyWhatWasSentBeforeTheFirstFailure() throws Exception {
        try (RelayFixture outbox = new RelayFixture("relay_failure")) {
            AtomicBoolean fails = new AtomicBoolean(true);
            Recorder broker = new Recorder(text -> text.equals("b") && fails.getAndSet(false)
                    ? CompletableFuture.supplyAsync(() -> {
                        throw new IllegalStateException("not acknowledged");
                    })
                    : ACKNOWLEDGED);
            outbox.append(UUID.randomUUID(), "a", "b", "c");
            outbox.start(broker);

            await().until(() -> outbox.waiting() == 0);
            assertThat(broker.texts.get(0)).isEqualTo("a");
            assertThat(broker.texts.stream().filter("a"::equals)).hasSize(1);
            assertThat(broker.texts.subList(broker.texts.lastIndexOf("b"), broker.texts.size()))
                    .containsExactly("b", "c");
        }
    }

    @Test
    void sendsOtherBucketsWhileOneCannotBeSent() throws Exception {
        try (RelayFixture outbox = new RelayFixture("relay_stalled")) {
            Recorder broker = new Recorder(text -> text.equals("stalled")
                    ? CompletableFuture.failedFuture(new IllegalStateException("no such topic"))
                    : ACKNOWLEDGED);
            UUID stalled = UUID.randomUUID();
            UUID other = UUID.randomUUID();
            while (bucketOf(other) == bucketOf(stalled)) {
                other = UUID.randomUUID();
            }
            outbox.start(broker);
            for (int i = 0; i < 40; i++) {
                outbox.append(stalled, "stalled");
            }
            outbox.append(other, "one", "two");

            await().until(() -> broker.texts.containsAll(List.of("one", "two")));
            await().until(() -> outbox.waiting() == 40);
        }
    }

    @Test
    void catchesUpWhenTheBrokerComesBack(@TempDir Path directory) throws Exception {
        int port = FreePorts.withSuccessor();
        KafkaBroker kafka = KafkaBroker.start(directory, port);
        OutboxPublisher publisher = publisher(kafka.bootstrapServers());
        try (RelayFixture outbox = new RelayFixture("relay_broker")) {
            KafkaTopics.create(kafka.bootstrapServers());
            UUID account = UUID.randomUUID();
            outbox.start(publisher);
            outbox.append(account, "1", "2");
            await().until(() -> outbox.waiting() == 0);

            kafka.close();
            outbox.append(account, "3", "4");
            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).until(() -> outbox.waiting() == 2);

            kafka = KafkaBroker.start(directory, port);
            await().atMost(Duration.ofSeconds(30)).until(() -> outbox.waiting() == 0);
            assertThat(texts(kafka.bootstrapServers())).containsSubsequence("1", "2", "3", "4");
        } finally {
            publisher.close();
            kafka.close();
        }
    }

    @Test
    void goesOnWhenTheDatabaseComesBack(@TempDir Path directory) throws Exception {
        int port = FreePorts.any();
        PostgresServer database = PostgresServer.start(directory, port);
        try (RelayFixture outbox = RelayFixture.at(database.adminJdbcUrl())) {
            Recorder broker = new Recorder(text -> ACKNOWLEDGED);
            OutboxRelay relay = outbox.start(broker);
            outbox.append(UUID.randomUUID(), "before");
            await().until(() -> outbox.waiting() == 0);

            database.close();
            await().until(() -> held(relay) == 0);
            assertThat(relay.isAlive()).isTrue();

            database = PostgresServer.start(directory, port);
            outbox.append(UUID.randomUUID(), "after");
            await().until(() -> broker.texts.contains("after"));
        } finally {
            database.close();
        }
    }

    private static OutboxPublisher publisher(String bootstrapServers) {
        OutboxPublisher publisher = new OutboxPublisher();
        publisher.broker = Map.of("bootstrap.servers", bootstrapServers);
        publisher.metrics = new SimpleMeterRegistry();
        publisher.open();
        return publisher;
    }

    private static List<String> texts(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                UUID.randomUUID().toString(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("routes.v1"));
            List<String> texts = new java.util.ArrayList<>();
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record ->
                                texts.add(new String(record.value()).replaceAll(".*\"text\":\"([^\"]*)\".*", "$1")));
                return texts.contains("4");
            });
            return texts;
        }
    }

    @Test
    void readsByTheIndexHoweverManyDeadRowsThereAre() throws Exception {
        try (RelayFixture outbox = new RelayFixture("relay_plan");
                Connection session = outbox.connections.open("test");
                Statement statement = session.createStatement()) {
            statement.execute("""
                    INSERT INTO outbox (bucket, topic, event_id, headers, payload)
                    SELECT n % 16, 'routes.v1', gen_random_uuid(), '{}', convert_to(repeat('x', 200), 'UTF8')
                    FROM generate_series(1, 40000) AS n
                    """);
            statement.execute("DELETE FROM outbox WHERE id > 5");
            statement.execute("ANALYZE outbox");

            assertThat(EmptyTables.plan(session, OutboxQueue.OLDEST))
                    .anyMatch(line -> line.contains("Index Scan using outbox_pkey"))
                    .noneMatch(line -> line.contains("Bitmap"));
        }
    }

    private static void endRelaySessions(RelayFixture outbox) {
        try {
            outbox.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE application_name = 'outbox-relay' AND datname = current_database()
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int bucketOf(UUID account) {
        return OutboxRow.of("routes.v1", account.toString(), account, Map.of(), new byte[0])
                .bucket();
    }

    private static long held(OutboxRelay relay) {
        return buckets().filter(relay::owns).count();
    }

    private static IntStream buckets() {
        return IntStream.range(0, OutboxRow.BUCKETS);
    }
}

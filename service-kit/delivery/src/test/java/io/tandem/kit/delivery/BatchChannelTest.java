package io.tandem.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.kit.testing.RealInfrastructure;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class BatchChannelTest {
    private final String topic = "batches-" + UUID.randomUUID();
    private final List<BatchChannel> channels = new ArrayList<>();
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor();

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Admin admin;
    private KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void createTopic() throws Exception {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        channels.forEach(BatchChannel::stop);
        BatchChannel.awaitEnd(channels);
        keeper.shutdownNow();
        producer.close();
        admin.close();
    }

    @Test
    void handsOverTogetherWhatCameWhileABatchWasHandled() throws Exception {
        Subscriber subscriber = open(Map.of());
        send("first");
        Message<ConsumerRecords<String, byte[]>> first = subscriber.next();
        for (int i = 0; i < 20; i++) {
            send("later " + i);
        }
        first.ack();

        List<String> texts = new ArrayList<>();
        int batches = 0;
        while (texts.size() < 20) {
            Message<ConsumerRecords<String, byte[]>> batch = subscriber.next();
            texts.addAll(texts(batch));
            batches++;
            batch.ack();
        }
        assertThat(texts).doesNotHaveDuplicates().hasSize(20);
        assertThat(batches).isLessThan(6);
    }

    @Test
    void handsOverNothingWhileABatchIsHandledAndStaysInItsGroup() throws Exception {
        Subscriber subscriber = open(Map.of("max.poll.interval.ms", "1500", "session.timeout.ms", "1500"));
        subscriber.hold();
        send("slow");
        Message<ConsumerRecords<String, byte[]>> slow = subscriber.next();
        String member = member();
        send("next");

        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> subscriber.batches.isEmpty());
        slow.ack();
        subscriber.release();
        assertThat(texts(subscriber.next())).containsExactly("next");
        assertThat(member()).isEqualTo(member);
    }

    @Test
    void handsOverOnTheThreadThatPolls() throws Exception {
        Subscriber subscriber = open(Map.of());
        send("alone");
        subscriber.next().ack();

        assertThat(subscriber.handledBy.getName()).isEqualTo("poll-test-0");
    }

    @Test
    void letsOthersIntoTheGroupWhileABatchIsHandled() throws Exception {
        Subscriber busy = open(Map.of("max.poll.interval.ms", "60000"));
        busy.hold();
        send("slow");
        Message<ConsumerRecords<String, byte[]>> slow = busy.next();

        Subscriber other = open(Map.of("max.poll.interval.ms", "60000"));
        for (int i = 0; i < 8; i++) {
            send("shared " + i);
        }
        assertThat(other.next().getPayload()).isNotEmpty();
        slow.ack();
        busy.release();
    }

    @Test
    void givesTheNextOwnerWhatFailedAndWhatWasNotHandled() throws Exception {
        Subscriber failing = open(Map.of());
        send("handled");
        failing.next().ack();
        send("failed");
        failing.next().nack(new IllegalStateException("out of order"));

        BatchChannel failed = channels.get(0);
        BatchChannel.awaitEnd(List.of(failed));
        assertThat(failed.isAlive()).isFalse();
        assertThat(failed.trouble()).contains("out of order");
        assertThat(texts(open(Map.of()).next())).containsExactly("failed");
    }

    @Test
    void givesTheNextOwnerWhatWasNeverAskedFor() throws Exception {
        send("waiting");
        Subscriber asksForNothing = new Subscriber() {
            @Override
            public void onSubscribe(Flow.Subscription none) {}
        };
        BatchChannel first = open(asksForNothing, Map.of());
        await().until(first::holdsSomething);
        first.stop();
        BatchChannel.awaitEnd(channels);

        assertThat(texts(open(Map.of()).next())).containsExactly("waiting");
    }

    private Subscriber open(Map<String, Object> further) {
        Subscriber subscriber = new Subscriber();
        open(subscriber, further);
        return subscriber;
    }

    private BatchChannel open(Subscriber subscriber, Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(further);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", topic);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.put("heartbeat.interval.ms", 300);
        settings.put("key.deserializer", StringDeserializer.class);
        settings.put("value.deserializer", ByteArrayDeserializer.class);
        BatchChannel channel =
                new BatchChannel("test-" + channels.size(), topic, settings, vertx, keeper, new SimpleMeterRegistry());
        channels.add(channel);
        channel.subscribe(subscriber);
        return channel;
    }

    private void send(String text) throws Exception {
        producer.send(new ProducerRecord<>(topic, text, text.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    private String member() throws Exception {
        return admin.describeConsumerGroups(List.of(topic))
                .all()
                .get()
                .get(topic)
                .members()
                .iterator()
                .next()
                .consumerId();
    }

    private static List<String> texts(Message<ConsumerRecords<String, byte[]>> batch) {
        List<String> texts = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch.getPayload()) {
            texts.add(new String(record.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static class Subscriber implements Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> {
        private final BlockingQueue<Message<ConsumerRecords<String, byte[]>>> batches = new LinkedBlockingQueue<>();
        private final Semaphore returns = new Semaphore(1_000);
        private volatile Thread handledBy;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Message<ConsumerRecords<String, byte[]>> batch) {
            handledBy = Thread.currentThread();
            batches.add(batch);
            returns.acquireUninterruptibly();
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            throw new AssertionError("Channels do not end");
        }

        /** From here on it does not return from a batch. */
        void hold() {
            returns.drainPermits();
        }

        void release() {
            returns.release(1_000);
        }

        Message<ConsumerRecords<String, byte[]>> next() throws InterruptedException {
            Message<ConsumerRecords<String, byte[]>> batch = batches.poll(20, TimeUnit.SECONDS);
            assertThat(batch).isNotNull();
            return batch;
        }
    }
}

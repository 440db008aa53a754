package io.tandem.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class EventIntakeTest {
    private static final String TOPIC = Topics.SIGNUPS;
    private static final String TRACE_PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Inject
    EventIntake intake;

    @Inject
    Notes notes;

    @Inject
    DeadLetters deadLetters;

    @Inject
    Patience patience;

    @Inject
    Inbox inbox;

    @Inject
    ObjectMapper json;

    @Inject
    EntityManager entities;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void ignoresRedeliveredEvent() {
        NoteTaken note = NoteTaken.of("once");
        UUID id = UUID.randomUUID();
        for (int i = 0; i < 10; i++) {
            TestTopics.send(TOPIC, id, note);
        }
        sendAndAwaitLast(note.accountId());

        assertThat(notes.textsOf(note.accountId())).containsExactlyInAnyOrder("once", "last");
    }

    @Test
    void skipsEventsItDoesNotKnowAndTombstones() {
        UUID account = UUID.randomUUID();
        TestTopics.sendRaw(TOPIC, account.toString(), UUID.randomUUID(), "SomethingNew", "{}".getBytes());
        TestTopics.send(new ProducerRecord<>(TOPIC, account.toString(), null));
        sendAndAwaitLast(account);

        assertThat(lettersOf(account)).isEmpty();
    }

    @Test
    void buriesNothingWhileTheProcessEnds() {
        NoteTaken note = NoteTaken.of("late");
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(TOPIC, 0, Long.MAX_VALUE, note.accountId().toString(), "{}".getBytes());
        CloudEventHeaders.of(UUID.randomUUID(), "NoteTaken", "test", note.key(), Instant.now())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        EventIntake ending = new EventIntake();
        ending.inbox = inbox;
        ending.deadLetters = deadLetters;
        ending.json = json;
        ending.metrics = new SimpleMeterRegistry();
        ending.patience = new Patience();
        ending.patience.onStop(new ShutdownEvent());
        ConsumerRecords<String, byte[]> batch =
                new ConsumerRecords<>(Map.of(new TopicPartition(TOPIC, 0), List.of(record)), Map.of());
        Handlers failing = Handlers.on(NoteTaken.class, received -> {
            throw new IllegalStateException("EntityManagerFactory is closed");
        });

        assertThatThrownBy(() -> ending.handle("ending", batch, failing)).hasMessageContaining("delivered again");
        assertThat(lettersOf(note.accountId())).isEmpty();
    }

    @Test
    void buriesOnePoisonRecordAndAppliesTheOthers() {
        UUID account = UUID.randomUUID();
        String poison = "poison " + account;
        AtomicInteger attempts = new AtomicInteger();
        notes.whenStoring(poison, note -> {
            attempts.incrementAndGet();
            throw new IllegalArgumentException("cannot stand it");
        });
        List<String> good = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String text = i == 7 ? poison : "good " + i;
            TestTopics.send(TOPIC, new NoteTaken(account, text, i));
            if (i != 7) {
                good.add(text);
            }
        }

        await().until(() -> notes.textsOf(account).size() == 19);
        assertThat(notes.textsOf(account)).containsExactlyInAnyOrderElementsOf(good);
        await().until(() -> lettersOf(account).size() == 1);
        DeadLetterView letter = lettersOf(account).get(0);
        assertThat(letter.consumer()).isEqualTo(Notes.CONSUMER);
        assertThat(letter.cause()).contains("cannot stand it");
        assertThat(letter.payload()).contains(poison);
        assertThat(attempts.get()).isGreaterThanOrEqualTo(3);
        assertThat(inDeadLetterTopic(account)).hasSize(1);
        assertThat(header(inDeadLetterTopic(account).get(0), "dlq_cause")).contains("cannot stand it");
    }

    @Test
    void buriesWhatCannotBeRead() {
        UUID account = UUID.randomUUID();
        String key = account.toString();
        UUID id = UUID.randomUUID();
        TestTopics.sendRaw(TOPIC, key, id, "NoteTaken", "{\"accountId\":".getBytes(StandardCharsets.UTF_8));
        TestTopics.sendRaw(TOPIC, key, UUID.randomUUID(), "NoteTaken", "null".getBytes(StandardCharsets.UTF_8));
        TestTopics.send(new ProducerRecord<>(TOPIC, key, "no headers \0 at all".getBytes(StandardCharsets.UTF_8)));
        sendAndAwaitLast(account);

        assertThat(lettersOf(account)).hasSize(3);
        assertThat(lettersOf(account)).extracting(DeadLetterView::eventId).contains(id);
        assertThat(lettersOf(account)).extracting(DeadLetterView::cause).anyMatch(cause -> cause.contains("ce_type"));
        await().until(() -> inDeadLetterTopic(account).size() == 3);
        assertThat(inDeadLetterTopic(account))
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .contains("no headers \0 at all");
    }

    @Test
    void buriesAnEventThatLacksWhatEveryEventHas() {
        UUID account = UUID.randomUUID();
        byte[] anonymous = "{\"text\":\"of nobody\"}".getBytes(StandardCharsets.UTF_8);
        TestTopics.sendRaw(TOPIC, account.toString(), UUID.randomUUID(), "NoteTaken", anonymous);
        sendAndAwaitLast(account);

        assertThat(lettersOf(account)).hasSize(1);
        assertThat(notes.textsOf(account)).containsExactly("last");
    }

    @Test
    void waitsForTheDatabaseWithoutBuryingAnything() {
        NoteTaken note = NoteTaken.of("patient " + UUID.randomUUID());
        AtomicInteger attempts = new AtomicInteger();
        notes.whenStoring(note.text(), stored -> {
            if (attempts.incrementAndGet() <= 5) {
                try {
                    entities.createNativeQuery("SELECT pg_terminate_backend(pg_backend_pid())")
                            .getResultList();
                } catch (PersistenceException terminated) {
                    throw terminated;
                }
            }
        });
        TestTopics.send(TOPIC, note);
        sendAndAwaitLast(note.accountId());

        assertThat(notes.textsOf(note.accountId())).containsExactlyInAnyOrder(note.text(), "last");
        assertThat(attempts).hasValue(6);
        assertThat(lettersOf(note.accountId())).isEmpty();
        assertThat(patience.waiting()).isEmpty();
    }

    @Test
    void commitsOffsetsOnlyAfterTheWork() throws Exception {
        NoteTaken slow = NoteTaken.of("slow " + UUID.randomUUID());
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        notes.whenStoring(slow.text(), stored -> {
            started.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        sendAndAwaitLast(slow.accountId());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            await().until(() -> committed(admin) == lastOffsets());
            long before = committed(admin);
            TestTopics.send(TOPIC, slow);
            started.await();
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(5)).until(() -> committed(admin) == before);

            mayEnd.countDown();
            await().until(() -> committed(admin) == before + 1);
        }
    }

    @Test
    void handsOverABatchAndBuriesOnlyTheRecordThatFails() {
        UUID account = UUID.randomUUID();
        String poison = "bulk poison " + account;
        notes.whenStoring(poison, note -> {
            throw new IllegalArgumentException("cannot stand it");
        });
        for (String text : List.of("one", poison, "two")) {
            TestTopics.send(Topics.SCORES, new NoteTaken(account, text, 0));
        }

        await().until(() ->
                notes.textsOf(account).size() == 2 && lettersOf(account).size() == 1);
        assertThat(notes.textsOf(account)).containsExactlyInAnyOrder("one", "two");
        assertThat(lettersOf(account).get(0).consumer()).isEqualTo(Notes.BULK_CONSUMER);
    }

    @Test
    void handsOverTogetherAndInOrderWhatWasNotSeen() throws JsonProcessingException {
        UUID account = UUID.randomUUID();
        UUID seen = UUID.randomUUID();
        List<String> texts = new ArrayList<>();
        ConsumerRecords<String, byte[]> first = batch(List.of(record(seen, new NoteTaken(account, "seen", 0), 0)));
        ConsumerRecords<String, byte[]> second = batch(List.of(
                record(UUID.randomUUID(), new NoteTaken(account, "one", 1), 1),
                record(seen, new NoteTaken(account, "seen", 0), 2),
                record(UUID.randomUUID(), new NoteTaken(account, "two", 2), 3)));
        for (ConsumerRecords<String, byte[]> batch : List.of(first, second, second)) {
            intake.handleTogether(
                    "together",
                    batch,
                    Set.of(NoteTaken.class),
                    all -> texts.add(all.stream()
                            .map(received -> ((NoteTaken) received.event()).text())
                            .collect(Collectors.joining(" "))));
        }

        assertThat(texts).containsExactly("seen", "one two");
    }

    @Test
    void handlesInItsOwnContextWhatIsLeftAloneOfABatchThatFailed() throws JsonProcessingException {
        NoteTaken one = NoteTaken.of("one");
        NoteTaken two = NoteTaken.of("two");
        List<String> contexts = new ArrayList<>();
        ConsumerRecord<String, byte[]> traced = record(UUID.randomUUID(), one, 0);
        traced.headers().remove("traceparent").add("traceparent", TRACE_PARENT.getBytes(StandardCharsets.UTF_8));
        UUID second = UUID.randomUUID();

        intake.handleTogether("alone", batch(List.of(traced, record(second, two, 1))), Set.of(NoteTaken.class), all -> {
            contexts.add(MDC.get("accountId") + " " + MDC.get("eventId"));
            if (all.size() > 1) {
                throw new IllegalArgumentException("not together");
            }
            if (all.get(0).event().equals(one)) {
                assertThat(CloudEventHeaders.of(UUID.randomUUID(), "x", "x", "x", Instant.now())
                                .get("traceparent"))
                        .startsWith(TRACE_PARENT.substring(0, 36));
            }
        });

        assertThat(contexts).hasSize(3).startsWith("null null").endsWith(two.accountId() + " " + second);
        assertThat(contexts.get(1)).startsWith(one.accountId().toString());
    }

    private static ConsumerRecords<String, byte[]> batch(List<ConsumerRecord<String, byte[]>> records) {
        return new ConsumerRecords<>(Map.of(new TopicPartition(TOPIC, 0), records), Map.of());
    }

    private ConsumerRecord<String, byte[]> record(UUID eventId, NoteTaken note, long offset)
            throws JsonProcessingException {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(TOPIC, 0, offset, note.key(), json.writeValueAsBytes(note));
        CloudEventHeaders.of(eventId, "NoteTaken", "test", note.key(), Instant.now())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    @Test
    void carriesAccountAndTraceIntoTheHandler() {
        NoteTaken note = NoteTaken.of("traced " + UUID.randomUUID());
        List<String> seen = new CopyOnWriteArrayList<>();
        notes.whenStoring(note.text(), stored -> {
            seen.add(String.valueOf(MDC.get("accountId")));
            seen.add(CloudEventHeaders.of(UUID.randomUUID(), "x", "x", "x", java.time.Instant.now())
                    .get("traceparent"));
        });
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, note.key(), TestTopics.json(note));
        record.headers()
                .add("ce_id", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8))
                .add("ce_type", "NoteTaken".getBytes(StandardCharsets.UTF_8))
                .add("traceparent", TRACE_PARENT.getBytes(StandardCharsets.UTF_8));
        TestTopics.send(record);

        await().until(() -> seen.size() >= 2);
        assertThat(seen.get(0)).isEqualTo(note.accountId().toString());
        assertThat(seen.get(1)).startsWith(TRACE_PARENT.substring(0, 36));
    }

    /** Records of one key are handled in order: once the last is stored, the others have been dealt with. */
    private void sendAndAwaitLast(UUID account) {
        TestTopics.send(TOPIC, new NoteTaken(account, "last", 0));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> notes.textsOf(account).contains("last"));
    }

    private List<DeadLetterView> lettersOf(UUID account) {
        return deadLetters.list(Optional.empty(), Optional.empty(), Long.MAX_VALUE, 1_000).stream()
                .filter(letter -> account.toString().equals(letter.key()))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> inDeadLetterTopic(UUID account) {
        return TestTopics.records(Topics.deadLettersOf(TOPIC)).stream()
                .filter(record -> account.toString().equals(record.key()))
                .toList();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static long committed(Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets("delivery-test").partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(TOPIC))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private static long lastOffsets() {
        return TestTopics.records(TOPIC).size();
    }
}

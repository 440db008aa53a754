package io.tandem.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OutboxTest {
    private static final String TOPIC = Topics.ROUTES;

    @Inject
    Outbox outbox;

    @Inject
    OutboxTable table;

    @Inject
    EntityManager entities;

    @Inject
    DataSource dataSource;

    @Inject
    Notes notes;

    @Test
    void publishesWithCloudEventHeadersAfterTheCommit() {
        NoteTaken note = NoteTaken.of("published");
        UUID id = QuarkusTransaction.requiringNew().call(() -> outbox.append(TOPIC, note));

        TestTopics.Sent<NoteTaken> sent = sent(note.accountId(), 1).get(0);
        assertThat(sent.eventId()).isEqualTo(id);
        assertThat(sent.event()).isEqualTo(note);
        assertThat(sent.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "NoteTaken")
                .containsEntry("ce_source", "delivery-test")
                .containsEntry("ce_subject", note.key())
                .containsEntry("content-type", "application/json")
                .containsKey("ce_time");
    }

    @Test
    void publishesWhatHibernateCommitsWithIt() {
        NoteTaken note = NoteTaken.of("with an entity");
        QuarkusTransaction.requiringNew().run(() -> {
            outbox.append(TOPIC, note);
            entities.persist(new Note(note.accountId(), note.text()));
        });

        assertThat(sent(note.accountId(), 1)).hasSize(1);
        assertThat(notes.textsOf(note.accountId())).containsExactly("with an entity");
    }

    @Test
    void publishesNothingThatWasRolledBack() {
        NoteTaken lost = NoteTaken.of("rolled back");
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.append(TOPIC, lost);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        NoteTaken after = new NoteTaken(lost.accountId(), "committed later", 1);
        QuarkusTransaction.requiringNew().run(() -> outbox.append(TOPIC, after));
        assertThat(sent(lost.accountId(), 1)).extracting(TestTopics.Sent::event).containsExactly(after);
    }

    @Test
    void refusesToAppendOutsideATransaction() {
        assertThatThrownBy(() -> outbox.append(TOPIC, NoteTaken.of("alone")))
                .isInstanceOf(TransactionalException.class);
    }

    @Test
    void keepsTheOrderOfCommitsOfEachKey() throws Exception {
        List<UUID> accounts =
                IntStream.range(0, 4).mapToObj(i -> UUID.randomUUID()).toList();
        int writers = 8;
        int each = 30;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<CompletableFuture<Void>> work = new ArrayList<>();
        QuarkusTransaction.requiringNew()
                .run(() -> accounts.forEach(account -> entities.persist(new Note(account, "0"))));
        for (int writer = 0; writer < writers; writer++) {
            List<UUID> order =
                    writer % 2 == 0 ? accounts : accounts.stream().sorted().toList();
            work.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < each; i++) {
                            UUID account = order.get(i % order.size());
                            QuarkusTransaction.requiringNew().run(() -> appendNext(account));
                        }
                    },
                    threads));
        }
        CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        threads.shutdown();

        int published = 0;
        for (UUID account : accounts) {
            int expected = QuarkusTransaction.requiringNew()
                    .call(() -> Integer.parseInt(notes.textsOf(account).get(0)));
            assertThat(sent(account, expected))
                    .extracting(one -> one.event().number())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, expected).boxed().toList());
            published += expected;
        }
        assertThat(published).isEqualTo(writers * each);
    }

    @Test
    void letsWritersOfOneKeyWaitForEachOther() throws Exception {
        UUID account = UUID.randomUUID();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    table.insert(List.of(row(account)));
                    written.countDown();
                    try {
                        mayCommit.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        QuarkusTransaction.requiringNew().run(() -> table.insert(List.of(row(another(account)))));
        CompletableFuture<Void> second = CompletableFuture.runAsync(
                () -> QuarkusTransaction.requiringNew().run(() -> table.insert(List.of(row(account)))));

        await().until(() -> writersWaiting() == 1);
        assertThat(second).isNotDone();
        mayCommit.countDown();
        CompletableFuture.allOf(first, second).get(30, TimeUnit.SECONDS);
    }

    @Test
    void refusesAnEventTheBrokerWouldNotTake() {
        NoteTaken huge = NoteTaken.of("x".repeat(OutboxRow.MAX_PAYLOAD));
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> outbox.append(TOPIC, huge)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void appendNext(UUID account) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement next = connection.prepareStatement(
                        "UPDATE note SET text = (text::int + 1)::text WHERE account = ? RETURNING text::int")) {
            next.setObject(1, account);
            try (ResultSet row = next.executeQuery()) {
                row.next();
                outbox.append(TOPIC, new NoteTaken(account, "counted", row.getInt(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int writersWaiting() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement count = connection.prepareStatement(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = ? AND NOT granted")) {
            count.setInt(1, OutboxTable.WRITER_LOCKS);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static UUID another(UUID account) {
        UUID other = UUID.randomUUID();
        return row(other).writerLock() == row(account).writerLock() ? another(account) : other;
    }

    private static OutboxRow row(UUID account) {
        return OutboxRow.of(TOPIC, account.toString(), UUID.randomUUID(), Map.of("ce_type", "Other"), new byte[0]);
    }

    private static List<TestTopics.Sent<NoteTaken>> sent(UUID account, int count) {
        return TestTopics.await(
                TOPIC, NoteTaken.class, count, note -> note.accountId().equals(account));
    }
}

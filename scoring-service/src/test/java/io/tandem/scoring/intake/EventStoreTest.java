package io.tandem.scoring.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.DatabaseException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of events when the database is away too. */
class EventStoreTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final ExecutorService workers = Executors.newSingleThreadExecutor();
    private final EventStore store = new EventStore();
    private final EventPublisher broker = new EventPublisher(Map.of("bootstrap.servers", "127.0.0.1:1"), "test") {
        @Override
        CompletableFuture<Void> publish(List<AcceptedEvent> events) {
            return brokerIsBack ? CompletableFuture.completedFuture(null) : super.publish(events);
        }
    };
    private boolean brokerIsBack;

    @BeforeEach
    void buildStore() {
        store.publisher = broker;
        store.gate = new SpoolGate();
        store.workers = workers;
        useSpoolOf(1_000);
    }

    @AfterEach
    void close() {
        broker.close();
        workers.shutdownNow();
    }

    @Test
    void isUnavailableWhenNeitherBrokerNorSpoolCanBeReached() {
        assertEquals(503, refusal().status());
        assertTrue(store.gate.isSpooling());
    }

    @Test
    void refusesWithTimeToComeBackWhenTheSpoolIsFull() {
        useSpoolOf(0);

        Problem full = refusal();

        assertEquals(429, full.status());
        assertEquals("5", full.headers().get("Retry-After"));
    }

    @Test
    void publishesWhenTheSpoolIsOutOfReachButTheBrokerIsBack() {
        store.gate.spoolFromNowOn();
        brokerIsBack = true;

        store.store(List.of(event())).join();

        assertTrue(store.gate.isSpooling());
    }

    @Test
    void doesNotPublishAgainWhileSomebodyWritesToTheSpool() {
        store.gate.enter();
        store.gate.publishAgainIf(() -> true);
        assertTrue(store.gate.isSpooling());

        store.gate.written();
        store.gate.publishAgainIf(() -> false);
        assertTrue(store.gate.isSpooling());

        store.gate.publishAgainIf(() -> {
            // Somebody comes and goes while the spool is looked at.
            assertTrue(store.gate.enterIfSpooling());
            store.gate.written();
            return true;
        });
        assertTrue(store.gate.isSpooling());

        store.gate.publishAgainIf(() -> true);
        assertFalse(store.gate.isSpooling());
    }

    @Test
    void nothingIsPublishedAtOnce() {
        assertTrue(broker.publish(List.of()).isDone());
    }

    private Problem refusal() {
        CompletableFuture<Void> stored = store.store(List.of(event()));
        CompletionException failure = assertThrows(CompletionException.class, stored::join);
        return assertInstanceOf(Problem.class, failure.getCause());
    }

    private void useSpoolOf(int batches) {
        IntakeConfig config = TestIntakeConfig.of(Map.of(
                "tandem.intake.spool.max-batches", Integer.toString(batches), "tandem.intake.ack-timeout", "200ms"));
        Spool spool = new Spool();
        spool.json = JSON;
        spool.config = config;
        spool.database = new Database() {
            @Override
            public int update(String sql, Object... arguments) {
                throw new DatabaseException(new SQLException("the database is away"));
            }
        };
        store.config = config;
        store.spool = spool;
    }

    private static AcceptedEvent event() {
        return new AcceptedEvent(
                UUID.randomUUID(), "m-1", "u-1", Instant.parse("2026-03-02T10:00:00Z"), "{}".getBytes(UTF_8));
    }
}

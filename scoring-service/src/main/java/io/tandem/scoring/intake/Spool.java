package io.tandem.scoring.intake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.database.Database.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Accepted batches that wait in the database until the broker is back. */
@ApplicationScoped
class Spool {
    /** Any number, as long as everybody who drains this database agrees on it. */
    private static final long DRAIN_LOCK = 0x73706f6f6cL;

    private static final TypeReference<List<TrackedEvent>> EVENTS = new TypeReference<>() {};

    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    @Inject
    IntakeConfig config;

    /** What waits, as of the last look and with what this instance did since. */
    private final AtomicLong batches = new AtomicLong();

    private final AtomicLong bytes = new AtomicLong();

    /** One spooled batch. */
    record Batch(long id, byte[] content) {}

    @Inject
    void measure(MeterRegistry metrics) {
        metrics.gauge("tandem.intake.spool.batches", batches);
        metrics.gauge("tandem.intake.spool.bytes", bytes);
    }

    /** Durable once it returns; 429 when there is no room. */
    void add(List<AcceptedEvent> events) {
        if (batches.get() >= config.spool().maxBatches()
                || bytes.get() >= config.spool().maxBytes()) {
            throw Problem.tooManyRequests("the events cannot be published now and no more of them can be kept", (int)
                    config.retryAfter().toSeconds());
        }
        byte[] content = joined(events);
        database.update(
                "INSERT INTO spool (events, event_count, size_bytes) VALUES (?, ?, ?)",
                content,
                events.size(),
                content.length);
        batches.incrementAndGet();
        bytes.addAndGet(content.length);
    }

    /** Whether nothing waits, whoever put it there. */
    boolean isEmpty() {
        return database.query("SELECT NOT EXISTS (SELECT FROM spool)", row -> row.getBoolean(1))
                .get(0);
    }

    /** Looks how much waits, for which all of it is gone through. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        database.query("SELECT count(*), coalesce(sum(size_bytes), 0) FROM spool", row -> {
            batches.set(row.getLong(1));
            bytes.set(row.getLong(2));
            return row;
        });
    }

    /** In a transaction, for as long as it lasts: whether this instance is the one that drains. */
    boolean isMineToDrain() {
        return database.query("SELECT pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), DRAIN_LOCK)
                .get(0);
    }

    List<Batch> oldest(int atMost) {
        return database.query(
                "SELECT id, events FROM spool ORDER BY id LIMIT ?",
                row -> new Batch(row.getLong(1), row.getBytes(2)),
                atMost);
    }

    List<AcceptedEvent> eventsOf(List<Batch> spooled) {
        return spooled.stream()
                .flatMap(batch -> read(batch.content()).stream())
                .map(event -> AcceptedEvent.of(event, json))
                .toList();
    }

    void remove(List<Batch> published) {
        database.update(
                "DELETE FROM spool WHERE id = ANY(?::bigint[])",
                Column.numbers(published.stream().map(Batch::id).toList()));
        batches.addAndGet(-published.size());
        bytes.addAndGet(
                -published.stream().mapToLong(batch -> batch.content().length).sum());
    }

    /** Takes the events that match out of one batch, unless it was published meanwhile; returns how many. */
    int rewrite(long id, Predicate<TrackedEvent> unwanted) {
        List<Batch> locked = database.query(
                "SELECT id, events FROM spool WHERE id = ? FOR UPDATE",
                row -> new Batch(row.getLong(1), row.getBytes(2)),
                id);
        List<TrackedEvent> events =
                locked.stream().flatMap(batch -> read(batch.content()).stream()).toList();
        List<TrackedEvent> kept = events.stream().filter(unwanted.negate()).toList();
        if (kept.size() < events.size()) {
            byte[] content = write(kept);
            database.update(
                    "UPDATE spool SET events = ?, event_count = ?, size_bytes = ? WHERE id = ?",
                    content,
                    kept.size(),
                    content.length,
                    id);
        }
        return events.size() - kept.size();
    }

    private static byte[] joined(List<AcceptedEvent> events) {
        try (ByteArrayBuilder list = new ByteArrayBuilder()) {
            char before = '[';
            for (AcceptedEvent event : events) {
                list.write(before);
                list.write(event.json());
                before = ',';
            }
            list.write(']');
            return list.toByteArray();
        }
    }

    private byte[] write(List<TrackedEvent> events) {
        try {
            return json.writeValueAsBytes(events);
        } catch (IOException e) {
            throw new IllegalStateException("events that were just read cannot be written", e);
        }
    }

    private List<TrackedEvent> read(byte[] content) {
        try {
            return json.readValue(content, EVENTS);
        } catch (IOException e) {
            throw new IllegalStateException("the spool holds what this service did not write", e);
        }
    }
}

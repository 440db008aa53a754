package io.tandem.kit.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Publishes committed outbox rows. It is woken by each commit; once a second it looks by itself, in case a wake-up was
 * lost with the process or the session that should have given it.
 */
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH_PER_BUCKET = 32;
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final RelayConnections connections;
    private final OutboxPublisher publisher;
    private final Timer delay;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean running;
    private volatile BitSet owned = new BitSet();

    @Inject
    OutboxRelay(RelayConnections connections, OutboxPublisher publisher, MeterRegistry metrics) {
        this.connections = connections;
        this.publisher = publisher;
        this.delay = Timer.builder("tandem.outbox.delay")
                .description("From the writing of an event to the broker's acknowledgement")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    void onStart(@Observes StartupEvent started) {
        start();
    }

    void onStop(@Observes ShutdownEvent stopping) {
        stop();
    }

    void start() {
        running = true;
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets the batch in flight finish, so that it is not sent again by the next owner. */
    void stop() {
        running = false;
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    void wake() {
        wakeUps.release();
    }

    boolean owns(int bucket) {
        return owned.get(bucket);
    }

    /** False once the thread has ended although nobody asked it to. */
    boolean isAlive() {
        return !running || thread.isAlive();
    }

    private void run() {
        while (running) {
            try (Connection session = connections.open("outbox-relay")) {
                relay(new BucketClaims(session), new OutboxQueue(session));
            } catch (SQLException lost) {
                LOG.warnf("The outbox relay lost its database session, trying again: %s", lost.getMessage());
                pause(LONGEST_WAIT_MILLIS);
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException unexpected) {
                LOG.error("The outbox relay starts over", unexpected);
                pause(LONGEST_WAIT_MILLIS);
            } finally {
                owned = new BitSet();
            }
        }
    }

    private void relay(BucketClaims claims, OutboxQueue queue) throws SQLException, InterruptedException {
        long backoff = 0;
        long balancedAt = 0;
        while (running) {
            if (System.nanoTime() - balancedAt > TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MILLIS)
                    || balancedAt == 0) {
                owned = claims.balance();
                balancedAt = System.nanoTime();
            }
            wakeUps.drainPermits();
            // After a failure one row per bucket is enough to find out whether the broker is back.
            List<OutboxRow> rows = queue.oldest(owned, backoff == 0 ? BATCH_PER_BUCKET : 1);
            List<OutboxRow> sent = send(rows);
            queue.markSent(sent).forEach(seconds -> delay.record(Duration.ofNanos((long) (seconds * 1e9))));
            if (sent.size() < rows.size()) {
                backoff = Math.min(LONGEST_WAIT_MILLIS, Math.max(50, backoff * 2));
                TimeUnit.MILLISECONDS.sleep(backoff);
            } else {
                backoff = 0;
                if (rows.size() < BATCH_PER_BUCKET) {
                    // No bucket can hold more than was read, unless a commit after the reading has left a permit.
                    wakeUps.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    /** Sends rows and waits for all answers; returns those acknowledged before the first failure of their bucket. */
    private List<OutboxRow> send(List<OutboxRow> rows) throws InterruptedException {
        Map<OutboxRow, CompletableFuture<Void>> answers = new LinkedHashMap<>();
        BitSet failed = new BitSet(OutboxRow.BUCKETS);
        for (OutboxRow row : rows) {
            if (!failed.get(row.bucket())) {
                CompletableFuture<Void> answer = publisher.send(row);
                answers.put(row, answer);
                failed.set(row.bucket(), answer.isCompletedExceptionally());
            }
        }
        failed.clear();
        List<OutboxRow> sent = new ArrayList<>();
        for (Map.Entry<OutboxRow, CompletableFuture<Void>> answer : answers.entrySet()) {
            OutboxRow row = answer.getKey();
            try {
                answer.getValue().get();
                if (!failed.get(row.bucket())) {
                    sent.add(row);
                }
            } catch (ExecutionException refused) {
                if (!failed.get(row.bucket())) {
                    LOG.warnf("Event %s waits for %s: %s", row.eventId(), row.topic(), refused.getCause());
                }
                failed.set(row.bucket());
            }
        }
        return sent;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

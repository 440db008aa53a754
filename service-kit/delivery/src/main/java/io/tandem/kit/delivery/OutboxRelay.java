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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final int ALL_BUCKETS = (1 << OutboxRow.BUCKETS) - 1;

    /** Sent rows are marked together with the next reading, for which they wait no longer than this. */
    private static final long LONGEST_UNMARKED_MILLIS = 20;

    private final RelayConnections connections;
    private final OutboxPublisher publisher;
    private final Timer delay;
    private final Semaphore wakeUps = new Semaphore(0);

    /** A bit for each bucket in which something may wait: looking into one of them costs a sixteenth of all. */
    private final AtomicInteger woken = new AtomicInteger();

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

    /** Something may wait, nobody knows where. */
    void wake() {
        wake(ALL_BUCKETS);
    }

    /** These have been committed. */
    void wake(List<OutboxRow> rows) {
        wake(rows.stream().mapToInt(row -> 1 << row.bucket()).reduce(0, (all, bucket) -> all | bucket));
    }

    private void wake(int buckets) {
        woken.accumulateAndGet(buckets, (all, more) -> all | more);
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
        List<OutboxRow> sent = List.of();
        while (running) {
            if (System.nanoTime() - balancedAt > TimeUnit.MILLISECONDS.toNanos(LONGEST_WAIT_MILLIS)
                    || balancedAt == 0) {
                // Before a bucket is given away, or its next owner would send them again.
                queue.markSent(sent);
                sent = List.of();
                owned = claims.balance();
                balancedAt = System.nanoTime();
                woken.set(ALL_BUCKETS);
            }
            wakeUps.drainPermits();
            BitSet asked = BitSet.valueOf(new long[] {woken.getAndSet(0)});
            asked.and(owned);
            // After a failure one row per bucket is enough to find out whether the broker is back.
            int most = backoff == 0 ? BATCH_PER_BUCKET : 1;
            List<OutboxQueue.Waiting> rows = queue.oldest(sent, asked, most);
            sent = send(rows);
            if (sent.size() < rows.size()) {
                queue.markSent(sent);
                sent = List.of();
                woken.set(ALL_BUCKETS);
                backoff = Math.min(LONGEST_WAIT_MILLIS, Math.max(50, backoff * 2));
                TimeUnit.MILLISECONDS.sleep(backoff);
            } else {
                backoff = 0;
                if (rows.size() < most) {
                    // No bucket can hold more than was read, unless a commit after the reading has left a permit.
                    wakeUps.tryAcquire(
                            sent.isEmpty() ? LONGEST_WAIT_MILLIS : LONGEST_UNMARKED_MILLIS, TimeUnit.MILLISECONDS);
                } else {
                    woken.set(ALL_BUCKETS);
                }
            }
        }
        queue.markSent(sent);
    }

    /** Sends rows and waits for all answers; returns those acknowledged before the first failure of their bucket. */
    private List<OutboxRow> send(List<OutboxQueue.Waiting> rows) throws InterruptedException {
        Map<OutboxQueue.Waiting, CompletableFuture<Void>> answers = new LinkedHashMap<>();
        BitSet failed = new BitSet(OutboxRow.BUCKETS);
        for (OutboxQueue.Waiting waiting : rows) {
            int bucket = waiting.row().bucket();
            if (!failed.get(bucket)) {
                CompletableFuture<Void> answer = publisher.send(waiting.row());
                answers.put(waiting, answer);
                failed.set(bucket, answer.isCompletedExceptionally());
            }
        }
        failed.clear();
        List<OutboxRow> sent = new ArrayList<>();
        for (Map.Entry<OutboxQueue.Waiting, CompletableFuture<Void>> answer : answers.entrySet()) {
            OutboxRow row = answer.getKey().row();
            try {
                answer.getValue().get();
                if (!failed.get(row.bucket())) {
                    sent.add(row);
                    delay.record(answer.getKey().sinceWritten());
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

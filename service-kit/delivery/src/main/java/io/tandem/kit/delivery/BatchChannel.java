package io.tandem.kit.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * One topic, polled by a thread of its own, which also runs whatever handles what it brought: on busy processors each
 * thread that has to be woken waits for one. A batch is handed over when the one before has been handled, and its
 * offsets are committed only then: what was in the hands of a process that died is delivered again. Whoever does not
 * poll is taken for dead by the group, so while a batch takes long another thread polls, but for nothing.
 */
final class BatchChannel implements Flow.Publisher<Message<ConsumerRecords<String, byte[]>>>, Flow.Subscription {
    private static final Logger LOG = Logger.getLogger(BatchChannel.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration BEHIND = Duration.ofMillis(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration RESTART = Duration.ofSeconds(1);

    /** How long the end of the process, and the next owner of a partition, wait for a batch that is being handled. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String name;
    private final String topic;
    private final Map<String, Object> settings;
    private final Vertx vertx;
    private final ScheduledExecutorService keeper;
    private final MeterRegistry metrics;
    private final Thread thread;
    private final Progress progress = new Progress();

    /** For the consumer and what is known of its offsets; the thread that polls leaves it while a batch is handled. */
    private final ReentrantLock turn = new ReentrantLock();

    private Flow.Subscriber<? super Message<ConsumerRecords<String, byte[]>>> subscriber;
    private Context context;
    private ScheduledFuture<?> keeping;
    private boolean holding;
    private RuntimeException lost;
    private volatile long handedOverAt;
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile boolean running = true;
    private volatile boolean failed;
    private volatile String trouble;

    /** @param keeper keeps the channel in its group while a batch takes long */
    BatchChannel(
            String name,
            String topic,
            Map<String, Object> settings,
            Vertx vertx,
            ScheduledExecutorService keeper,
            MeterRegistry metrics) {
        this.name = name;
        this.topic = topic;
        this.settings = settings;
        this.vertx = vertx;
        this.keeper = keeper;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "poll-" + name);
        thread.setDaemon(true);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message<ConsumerRecords<String, byte[]>>> only) {
        subscriber = only;
        context = ((VertxInternal) vertx).createWorkerContext();
        only.onSubscribe(this);
        thread.start();
        keeping = keeper.scheduleWithFixedDelay(
                this::keepInGroup, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void request(long messages) {
        progress.request(messages);
    }

    @Override
    public void cancel() {
        stop();
    }

    void stop() {
        running = false;
        KafkaConsumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    /** Waits for batches in hand, all of them within ten seconds. */
    static void awaitEnd(Collection<BatchChannel> channels) {
        long end = System.nanoTime() + 2 * GRACE.toNanos();
        channels.forEach(channel -> channel.awaitEnd(Duration.ofNanos(end - System.nanoTime())));
    }

    private void awaitEnd(Duration atMost) {
        try {
            thread.join(Math.max(1, atMost.toMillis()));
            if (keeping != null) {
                keeping.cancel(false);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    String name() {
        return name;
    }

    /** False once the channel takes nothing any more although nobody asked it to end. */
    boolean isAlive() {
        return trouble == null && (!running || subscriber == null || thread.isAlive());
    }

    /** Whether something was polled that is not handled. */
    boolean holdsSomething() {
        return !progress.isHandled(Duration.ZERO);
    }

    /** Why it takes nothing any more, or null. */
    String trouble() {
        return trouble;
    }

    private void run() {
        turn.lock();
        while (running) {
            try (KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(settings);
                    KafkaClientMetrics measured = new KafkaClientMetrics(opened)) {
                measured.bindTo(metrics);
                consumer = opened;
                holding = false;
                lost = null;
                poll(opened, new Offsets(opened));
            } catch (WakeupException stopped) {
                LOG.debugf("%s ends", name);
            } catch (RuntimeException failure) {
                // What the failed poll may have brought is lost with this consumer, the next one is given it again.
                LOG.warnf(failure, "%s starts over", name);
                pause(RESTART);
            } finally {
                consumer = null;
            }
        }
    }

    private void poll(KafkaConsumer<String, byte[]> open, Offsets offsets) {
        open.subscribe(List.of(topic), new Rebalances(open, offsets));
        try {
            while (running) {
                ConsumerRecords<String, byte[]> records = next(open);
                if (!records.isEmpty()) {
                    handOver(records, open, offsets);
                }
                offsets.commitNowAndThen();
            }
        } finally {
            settle(offsets);
        }
    }

    /**
     * What a poll brings. The broker answers a fetch with the first record there is, so whoever finds records waiting is
     * behind, and the next poll brings those that have gathered behind them.
     */
    private static ConsumerRecords<String, byte[]> next(KafkaConsumer<String, byte[]> open) {
        long asked = System.nanoTime();
        ConsumerRecords<String, byte[]> first = open.poll(LONGEST_POLL);
        if (first.isEmpty() || System.nanoTime() - asked > BEHIND.toNanos()) {
            return first;
        }
        ConsumerRecords<String, byte[]> more = open.poll(BEHIND);
        return more.isEmpty() ? first : joined(first, more);
    }

    private static ConsumerRecords<String, byte[]> joined(
            ConsumerRecords<String, byte[]> first, ConsumerRecords<String, byte[]> more) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> records = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (ConsumerRecords<String, byte[]> polled : List.of(first, more)) {
            for (TopicPartition partition : polled.partitions()) {
                records.computeIfAbsent(partition, none -> new ArrayList<>()).addAll(polled.records(partition));
            }
            next.putAll(polled.nextOffsets());
        }
        return new ConsumerRecords<>(records, next);
    }

    private void handOver(
            ConsumerRecords<String, byte[]> records, KafkaConsumer<String, byte[]> open, Offsets offsets) {
        offsets.inHand(records.nextOffsets());
        // Before anybody else may commit: what is never handed over must not count as handled.
        progress.begin();
        handedOverAt = System.nanoTime();
        turn.unlock();
        try {
            handle(records);
        } finally {
            turn.lock();
        }
        if (lost != null) {
            throw lost;
        }
        if (holding) {
            holding = false;
            open.resume(open.paused());
        }
        if (!holdsSomething() && !failed) {
            offsets.handled();
        }
    }

    /** Whoever handles it does so here, on this thread, as a rule; whether or not, it is waited for. */
    private void handle(ConsumerRecords<String, byte[]> records) {
        while (!progress.isAskedFor(LONGEST_POLL)) {
            if (!running) {
                return;
            }
        }
        // What belongs to one batch, such as its trace and what its log lines tell, is kept by a context of its own.
        ContextInternal own = (ContextInternal) VertxContext.createNewDuplicatedContext(context);
        ContextInternal before = own.beginDispatch();
        try {
            subscriber.onNext(Message.of(records, this::handled, this::failed));
        } finally {
            own.endDispatch(before);
        }
        while (running && !progress.isHandled(LONGEST_POLL)) {
            LOG.debugf("%s waits for what is in hand", name);
        }
    }

    private void keepInGroup() {
        if (System.nanoTime() - handedOverAt < LONGEST_POLL.toNanos() || !turn.tryLock()) {
            return;
        }
        KafkaConsumer<String, byte[]> open = consumer;
        try {
            if (running && open != null && lost == null) {
                holding = true;
                open.pause(open.assignment());
                open.poll(Duration.ZERO);
            }
        } catch (WakeupException stopped) {
            LOG.debugf("%s ends", name);
        } catch (RuntimeException failure) {
            lost = failure;
        } finally {
            turn.unlock();
        }
    }

    /** Commits what is handled, and waits for what is in hand, though not for ever: it may wait for its database. */
    private void settle(Offsets offsets) {
        if (progress.isHandled(GRACE) && !failed) {
            offsets.handled();
        }
        offsets.commit();
    }

    private CompletionStage<Void> handled() {
        progress.end();
        return CompletableFuture.completedStage(null);
    }

    /** The intake fails only when the process ends, or by a fault of ours: nothing behind the batch may be handled. */
    private CompletionStage<Void> failed(Throwable failure) {
        if (running) {
            LOG.errorf(failure, "%s takes no more records", name);
            trouble = failure.toString();
        }
        failed = true;
        stop();
        progress.end();
        return CompletableFuture.completedStage(null);
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives partitions up only when what came from them is handled and committed, if that does not take too long. */
    private final class Rebalances implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> open;
        private final Offsets offsets;

        Rebalances(KafkaConsumer<String, byte[]> open, Offsets offsets) {
            this.open = open;
            this.offsets = offsets;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            settle(offsets);
            offsets.forget(revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            offsets.forget(lost);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            if (holding) {
                open.pause(assigned);
            }
        }
    }
}

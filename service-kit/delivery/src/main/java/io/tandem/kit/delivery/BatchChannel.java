package io.tandem.kit.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.reactive.messaging.providers.locals.LocalContextMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * One topic, polled by a thread of its own. A batch is handed over when the one before has been handled, and its
 * offsets are committed only then: what was in the hands of a process that died is delivered again.
 */
final class BatchChannel implements Flow.Publisher<Message<ConsumerRecords<String, byte[]>>>, Flow.Subscription {
    private static final Logger LOG = Logger.getLogger(BatchChannel.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration BEHIND = Duration.ofMillis(1);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration RESTART = Duration.ofSeconds(1);

    /** How long the end of the process, and the next owner of a partition, wait for a batch that is being handled. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String name;
    private final String topic;
    private final Map<String, Object> settings;
    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final Thread thread;
    private final Progress progress = new Progress();

    private Flow.Subscriber<? super Message<ConsumerRecords<String, byte[]>>> subscriber;
    private Context context;
    private boolean holding;
    private volatile KafkaConsumer<String, byte[]> consumer;
    private volatile boolean running = true;
    private volatile boolean failed;
    private volatile String trouble;

    BatchChannel(String name, String topic, Map<String, Object> settings, Vertx vertx, MeterRegistry metrics) {
        this.name = name;
        this.topic = topic;
        this.settings = settings;
        this.vertx = vertx;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "poll-" + name);
        thread.setDaemon(true);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message<ConsumerRecords<String, byte[]>>> only) {
        subscriber = only;
        context = ((VertxInternal) vertx).createEventLoopContext();
        only.onSubscribe(this);
        thread.start();
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

    void awaitEnd() {
        try {
            thread.join(2 * GRACE.toMillis());
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

    /** Why it takes nothing any more, or null. */
    String trouble() {
        return trouble;
    }

    private void run() {
        while (running) {
            try (KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(settings);
                    KafkaClientMetrics measured = new KafkaClientMetrics(opened)) {
                measured.bindTo(metrics);
                consumer = opened;
                holding = false;
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
        stayUntil(progress::isReady, open);
        if (!running) {
            return;
        }
        offsets.inHand(records.nextOffsets());
        progress.begin();
        Metadata inContext = Metadata.of(new LocalContextMetadata(VertxContext.createNewDuplicatedContext(context)));
        subscriber.onNext(Message.of(records, inContext, this::handled, this::failed));
        stayUntil(progress::isHandled, open);
        if (running) {
            offsets.handled();
        }
    }

    /** Whoever does not poll is taken for dead by the group, so it goes on polling, but for nothing. */
    private void stayUntil(Predicate<Duration> reached, KafkaConsumer<String, byte[]> open) {
        if (reached.test(LONGEST_POLL)) {
            return;
        }
        holding = true;
        open.pause(open.assignment());
        while (running && !reached.test(PAUSE)) {
            open.poll(Duration.ZERO);
        }
        holding = false;
        open.resume(open.paused());
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

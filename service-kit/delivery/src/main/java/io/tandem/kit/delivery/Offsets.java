package io.tandem.kit.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/** Where a consumer would go on after a restart. Only for the thread whose turn it is. */
final class Offsets {
    private static final Logger LOG = Logger.getLogger(Offsets.class);
    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(3);

    private final Consumer<?, ?> consumer;
    private final Map<TopicPartition, OffsetAndMetadata> inHand = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private long committedAt = System.nanoTime();

    Offsets(Consumer<?, ?> consumer) {
        this.consumer = consumer;
    }

    /** What comes after the records that were polled last. */
    void inHand(Map<TopicPartition, OffsetAndMetadata> next) {
        inHand.putAll(next);
    }

    /** The records that were polled last have had their effect. */
    void handled() {
        uncommitted.putAll(inHand);
        inHand.clear();
    }

    /** Others have these partitions now: what is said of them from here on would undo what they say. */
    void forget(Collection<TopicPartition> partitions) {
        inHand.keySet().removeAll(partitions);
        uncommitted.keySet().removeAll(partitions);
    }

    /** A commit for each batch would cost more than it spares: what is delivered twice has its effect once. */
    void commitNowAndThen() {
        long now = System.nanoTime();
        if (uncommitted.isEmpty() || now - committedAt < BETWEEN_COMMITS.toNanos()) {
            return;
        }
        committedAt = now;
        Map<TopicPartition, OffsetAndMetadata> sent = new HashMap<>(uncommitted);
        uncommitted.clear();
        consumer.commitAsync(sent, (committed, failure) -> {
            if (failure != null) {
                LOG.debugf(failure, "Offsets are committed with the next ones: %s", sent);
                sent.keySet().retainAll(consumer.assignment());
                sent.forEach(uncommitted::putIfAbsent);
            }
        });
    }

    void commit() {
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            commitInSpiteOfWakeUp();
            uncommitted.clear();
        } catch (KafkaException failure) {
            LOG.debugf(failure, "Offsets are not committed, their records are delivered again: %s", uncommitted);
        }
    }

    /** A consumer that is told to end may not have polled since: the commit is then what is woken up, once. */
    private void commitInSpiteOfWakeUp() {
        try {
            consumer.commitSync(Map.copyOf(uncommitted), LONGEST_COMMIT);
        } catch (WakeupException ending) {
            consumer.commitSync(Map.copyOf(uncommitted), LONGEST_COMMIT);
        }
    }
}

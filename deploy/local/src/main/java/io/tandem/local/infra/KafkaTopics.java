package io.tandem.local.infra;

import io.tandem.contracts.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of Tandem where they are missing; the broker never creates one on first use. */
public final class KafkaTopics {
    private static final short REPLICATION = 1;
    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);
    private static final int DEADLINE_SECONDS = 60;

    private KafkaTopics() {}

    /** Creates every topic of the contracts and its dead-letter topic. Topics that exist stay as they are. */
    public static void create(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (var created : admin.createTopics(all()).values().entrySet()) {
                try {
                    created.getValue().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("cannot create topic " + created.getKey(), e.getCause());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka at " + bootstrapServers + " did not create the topics in time", e);
        }
    }

    static List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : Topics.ALL) {
            NewTopic topic = new NewTopic(name, Topics.PARTITIONS, REPLICATION);
            topics.add(
                    Topics.COMPACTED.contains(name)
                            ? topic.configs(
                                    Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT))
                            : topic);
            topics.add(new NewTopic(Topics.deadLettersOf(name), 1, REPLICATION)
                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(DEAD_LETTERS_KEPT.toMillis()))));
        }
        return topics;
    }
}

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

    /** Of the topic that names erased people, whatever the broker's own default is; its dead letters too. */
    private static final Duration PRIVACY_KEPT = Duration.ofDays(7);

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
            boolean isPrivate = name.equals(Topics.PRIVACY);
            NewTopic topic = new NewTopic(name, Topics.PARTITIONS, REPLICATION);
            if (Topics.COMPACTED.contains(name)) {
                topic.configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
            } else if (isPrivate) {
                topic.configs(kept(PRIVACY_KEPT));
            }
            topics.add(topic);
            topics.add(new NewTopic(Topics.deadLettersOf(name), 1, REPLICATION)
                    .configs(kept(isPrivate ? PRIVACY_KEPT : DEAD_LETTERS_KEPT)));
        }
        return topics;
    }

    private static Map<String, String> kept(Duration time) {
        return Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(time.toMillis()));
    }
}

package io.tandem.local.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tandem.contracts.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {
    @Test
    void keepsWhatNamesErasedPeopleForAWeekOnly() {
        String week = Long.toString(Duration.ofDays(7).toMillis());
        for (String name : List.of(Topics.PRIVACY, Topics.deadLettersOf(Topics.PRIVACY))) {
            assertEquals(week, topic(name).configs().get(TopicConfig.RETENTION_MS_CONFIG), name);
        }
    }

    @Test
    void keepsTheLatestRecordOfEachKeyOfCompactedTopics() {
        for (String name : Topics.COMPACTED) {
            assertEquals(
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    topic(name).configs().get(TopicConfig.CLEANUP_POLICY_CONFIG),
                    name);
        }
    }

    private static NewTopic topic(String name) {
        return KafkaTopics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

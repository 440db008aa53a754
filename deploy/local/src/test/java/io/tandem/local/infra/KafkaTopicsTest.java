package io.tandem.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

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
            assertThat(topic(name).configs()).containsEntry(TopicConfig.RETENTION_MS_CONFIG, week);
        }
    }

    @Test
    void keepsTheLatestRecordOfEachKeyOfCompactedTopics() {
        for (String name : Topics.COMPACTED) {
            assertThat(topic(name).configs())
                    .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
    }

    private static NewTopic topic(String name) {
        return KafkaTopics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package io.tandem.local.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tandem.contracts.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
    @TempDir
    Path directory;

    @Test
    void createsTheTopicsOfTheContractsOnceAndKeepsThemOverRestarts() throws Exception {
        Path data = directory.resolve("kafka");
        try (KafkaBroker broker = KafkaBroker.start(data, 0)) {
            KafkaTopics.create(broker.bootstrapServers());
            KafkaTopics.create(broker.bootstrapServers());
            assertTopicsAreAsAgreed(broker);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>(Topics.SIGNUPS, "key", "value"))
                        .get();
            }
        }
        try (KafkaBroker broker = KafkaBroker.start(data, 0)) {
            assertTopicsAreAsAgreed(broker);
        }
    }

    private static void assertTopicsAreAsAgreed(KafkaBroker broker) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            Set<String> names = admin.listTopics().names().get();
            List<String> agreed = new ArrayList<>(Topics.ALL);
            Topics.ALL.forEach(topic -> agreed.add(Topics.deadLettersOf(topic)));
            assertEquals(Set.copyOf(agreed), names);
            Map<String, Integer> partitions = admin.describeTopics(Topics.ALL).allTopicNames().get().values().stream()
                    .collect(Collectors.toMap(
                            TopicDescription::name, topic -> topic.partitions().size()));
            Topics.ALL.forEach(topic -> assertEquals(Topics.PARTITIONS, partitions.get(topic), topic));
            assertEquals("compact", setting(admin, Topics.SOURCES, "cleanup.policy"));
            assertEquals("delete", setting(admin, Topics.SIGNUPS, "cleanup.policy"));
            assertEquals("2592000000", setting(admin, Topics.deadLettersOf(Topics.SIGNUPS), "retention.ms"));
            assertFalse(names.contains("never-created"));
        }
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }
}

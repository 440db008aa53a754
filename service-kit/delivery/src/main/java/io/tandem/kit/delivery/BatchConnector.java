package io.tandem.kit.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Incoming channels that hand over all that a poll brings, and poll again when it is handled. What arrives meanwhile
 * comes together with the next poll, so the busier a service is the less each event costs. A channel takes
 * {@code topic} and any setting of a Kafka consumer.
 */
@ApplicationScoped
@Connector(BatchConnector.NAME)
class BatchConnector implements InboundConnector, HealthReporter {
    static final String NAME = "kafka-batches";

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    @Inject
    Vertx vertx;

    @Inject
    MeterRegistry metrics;

    private final List<BatchChannel> channels = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService keeper =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "poll-keeper"));

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        String name = config.getValue(CHANNEL_NAME_ATTRIBUTE, String.class);
        BatchChannel channel = new BatchChannel(
                name, config.getValue("topic", String.class), settings(name, config), vertx, keeper, metrics);
        channels.add(channel);
        return channel;
    }

    private Map<String, Object> settings(String channel, Config config) {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "kafka-consumer-" + channel);
        for (String setting : ConsumerConfig.configNames()) {
            config.getOptionalValue(setting, String.class).ifPresent(value -> settings.put(setting, value));
        }
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /** All at once, for each of them waits for the batch in its hands. */
    void onStop(@Observes ShutdownEvent stopping) {
        channels.forEach(BatchChannel::stop);
        BatchChannel.awaitEnd(channels);
        keeper.shutdown();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public HealthReport getLiveness() {
        HealthReport.HealthReportBuilder report = HealthReport.builder();
        channels.forEach(channel -> report.add(channel.name(), channel.isAlive(), channel.trouble()));
        return report.build();
    }
}

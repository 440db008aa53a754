package io.tandem.local.infra;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker and controller in one, in this JVM, listening on the loopback interface only. */
public final class KafkaBroker implements AutoCloseable {
    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private KafkaBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker on {@code dataDir}, formatting it at first. It keeps what it has stored over restarts.
     *
     * @param port where clients connect, or 0 for any free port; a given port's successor serves the controller
     */
    public static KafkaBroker start(Path dataDir, int port) {
        try {
            Files.createDirectories(dataDir);
            format(dataDir);
        } catch (Exception e) {
            throw new IllegalStateException("Kafka could not format " + dataDir, e);
        }
        // As late as can be: a broker that finds its port taken ends the whole JVM, so that nothing could be tried
        // again.
        return start(dataDir, port == 0 ? FreePorts.any() : port, port == 0 ? FreePorts.any() : port + 1);
    }

    private static KafkaBroker start(Path dataDir, int port, int controllerPort) {
        try {
            KafkaConfig config = new KafkaConfig(properties(dataDir, port, controllerPort));
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new KafkaBroker(server, "127.0.0.1:" + port);
        } catch (Exception e) {
            throw new IllegalStateException("Kafka could not start on port " + port + " with data in " + dataDir, e);
        }
    }

    private static void format(Path dataDir) throws Exception {
        if (Files.exists(dataDir.resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE_ID)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(dataDir.toString())
                .addDirectory(dataDir.toString())
                .run();
    }

    private static Properties properties(Path dataDir, int port, int controllerPort) {
        Properties config = new Properties();
        config.put("process.roles", "broker,controller");
        config.put("node.id", Integer.toString(NODE_ID));
        config.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        config.put("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        config.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
        config.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("inter.broker.listener.name", "BROKER");
        config.put("controller.listener.names", "CONTROLLER");
        config.put("log.dirs", dataDir.toString());
        config.put("auto.create.topics.enable", "false");
        config.put("default.replication.factor", "1");
        config.put("min.insync.replicas", "1");
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "4");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "2");
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.num.partitions", "1");
        config.put("log.retention.hours", Integer.toString(7 * 24));
        // Segments and the dedupe buffer are preallocated or mapped: small ones keep the broker small.
        config.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        config.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
        config.put("log.cleaner.io.buffer.size", Integer.toString(128 * 1024));
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        config.put("background.threads", "2");
        // Consumers of one broker need not wait for each other.
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("group.min.session.timeout.ms", "1000");
        return config;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Runs a broker until the process is told to end. Arguments: data directory, port, file to create once usable. */
    public static void main(String[] args) throws IOException {
        KafkaBroker broker = start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "kafka-shutdown"));
        KafkaTopics.create(broker.bootstrapServers());
        Files.createFile(Path.of(args[2]));
        broker.server.awaitShutdown();
    }
}

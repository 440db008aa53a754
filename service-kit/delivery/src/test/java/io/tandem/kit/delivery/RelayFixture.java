package io.tandem.kit.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.local.infra.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An outbox in a database of its own, and relays on it as if each were another instance of a service. */
final class RelayFixture implements AutoCloseable {
    private final List<OutboxRelay> relays = new ArrayList<>();
    final RelayConnections connections = new RelayConnections();

    RelayFixture(String database) throws SQLException {
        this(addressOf(database));
    }

    private RelayFixture(Map<String, String> settings) throws SQLException {
        connections.url = settings.get("quarkus.datasource.jdbc.url");
        connections.username = Optional.of(settings.get("quarkus.datasource.username"));
        connections.password = Optional.of(settings.get("quarkus.datasource.password"));
        migrate();
    }

    static RelayFixture at(String jdbcUrl) throws SQLException {
        return new RelayFixture(Map.of(
                "quarkus.datasource.jdbc.url", jdbcUrl,
                "quarkus.datasource.username", PostgresServer.USER,
                "quarkus.datasource.password", PostgresServer.PASSWORD));
    }

    private static Map<String, String> addressOf(String database) {
        Map<String, String> settings = new RealInfrastructure().start();
        String url = settings.get("quarkus.datasource.jdbc.url");
        PostgresServer.createDatabase(
                url,
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"),
                database);
        return Map.of(
                "quarkus.datasource.jdbc.url", url.substring(0, url.lastIndexOf('/') + 1) + database,
                "quarkus.datasource.username", settings.get("quarkus.datasource.username"),
                "quarkus.datasource.password", settings.get("quarkus.datasource.password"));
    }

    private void migrate() throws SQLException {
        try (InputStream script = OutboxRelay.class.getResourceAsStream("/db/kit/V0.1__delivery.sql")) {
            execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OutboxRelay start(OutboxPublisher publisher) {
        OutboxRelay relay = new OutboxRelay(connections, publisher, new SimpleMeterRegistry());
        relays.add(relay);
        relay.start();
        return relay;
    }

    /** Commits one row for each text, in this order, all of one key. */
    void append(UUID account, String... texts) throws SQLException {
        for (String text : texts) {
            OutboxRow row = OutboxRow.of(
                    "routes.v1",
                    account.toString(),
                    UUID.randomUUID(),
                    Map.of("ce_type", "NoteTaken", "ce_id", UUID.randomUUID().toString()),
                    "{\"accountId\":\"%s\",\"text\":\"%s\",\"number\":0}"
                            .formatted(account, text)
                            .getBytes(StandardCharsets.UTF_8));
            try (Connection connection = connections.open("test");
                    var insert = connection.prepareStatement("""
                            INSERT INTO outbox (bucket, topic, key, event_id, headers, payload)
                            VALUES (?, ?, ?, ?, ?::jsonb, ?)
                            """)) {
                insert.setInt(1, row.bucket());
                insert.setString(2, row.topic());
                insert.setString(3, row.key());
                insert.setObject(4, row.eventId());
                insert.setString(5, StoredHeaders.write(row.headers()));
                insert.setBytes(6, row.payload());
                insert.executeUpdate();
            }
        }
        relays.forEach(OutboxRelay::wake);
    }

    int waiting() throws SQLException {
        try (Connection connection = connections.open("test");
                Statement count = connection.createStatement();
                ResultSet row = count.executeQuery("SELECT count(*) FROM outbox")) {
            row.next();
            return row.getInt(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connections.open("test");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        for (OutboxRelay relay : relays) {
            relay.stop();
        }
    }

    /** A broker that notes what it is sent and answers as it is told. */
    static final class Recorder extends OutboxPublisher {
        final List<String> texts = new CopyOnWriteArrayList<>();
        private final Function<String, CompletableFuture<Void>> answer;

        Recorder(Function<String, CompletableFuture<Void>> answer) {
            this.answer = answer;
        }

        @Override
        CompletableFuture<Void> send(OutboxRow row) {
            String payload = new String(row.payload(), StandardCharsets.UTF_8);
            String text = payload.replaceAll(".*\"text\":\"([^\"]*)\".*", "$1");
            texts.add(text);
            return answer.apply(text);
        }
    }
}

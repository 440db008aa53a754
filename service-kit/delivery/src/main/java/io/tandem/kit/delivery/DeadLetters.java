package io.tandem.kit.delivery;

import io.tandem.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Keeps the records that could not be handled: in the service's table and, by the outbox, on {@code <topic>.dlq}. */
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final int LONGEST_CAUSE = 4_000;

    @Inject
    DataSource dataSource;

    @Inject
    Outbox outbox;

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void bury(String consumer, Incoming incoming, Exception failure) {
        ConsumerRecord<String, byte[]> raw = incoming.raw();
        String cause = causeOf(failure);
        String sql = """
                INSERT INTO dead_letter
                    (id, consumer, topic, partition, position, key, event_id, headers, payload, cause)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                ON CONFLICT (consumer, topic, partition, position) DO NOTHING
                """;
        UUID id = UUID.randomUUID();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, id);
            insert.setString(2, consumer);
            insert.setString(3, raw.topic());
            insert.setInt(4, raw.partition());
            insert.setLong(5, raw.offset());
            insert.setString(6, CloudEventHeaders.storable(raw.key()));
            insert.setObject(7, incoming.eventId());
            insert.setString(8, StoredHeaders.write(incoming.headers()));
            insert.setBytes(9, raw.value());
            insert.setString(10, cause);
            if (insert.executeUpdate() == 0) {
                return;
            }
        } catch (SQLException unstored) {
            throw new DatabaseFailure(unstored);
        }
        Map<String, String> headers = new LinkedHashMap<>(incoming.headers());
        headers.put("dlq_consumer", consumer);
        headers.put("dlq_topic", raw.topic());
        headers.put("dlq_partition", Integer.toString(raw.partition()));
        headers.put("dlq_offset", Long.toString(raw.offset()));
        headers.put("dlq_cause", cause);
        headers.put("dlq_time", Instant.now().toString());
        outbox.appendRaw(
                Topics.deadLettersOf(raw.topic()),
                CloudEventHeaders.storable(raw.key()),
                incoming.eventId(),
                headers,
                raw.value());
        LOG.errorf(
                failure,
                "Dead letter %s: consumer=%s topic=%s partition=%d offset=%d eventId=%s",
                id,
                consumer,
                raw.topic(),
                raw.partition(),
                raw.offset(),
                incoming.eventId());
    }

    private static String causeOf(Throwable failure) {
        StringBuilder cause = new StringBuilder(failure.toString());
        for (Throwable deeper = failure.getCause();
                deeper != null && cause.length() < LONGEST_CAUSE;
                deeper = deeper.getCause()) {
            cause.append("; caused by ").append(deeper);
        }
        return CloudEventHeaders.storable(cause.substring(0, Math.min(LONGEST_CAUSE, cause.length())));
    }
}

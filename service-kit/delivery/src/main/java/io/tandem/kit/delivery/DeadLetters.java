package io.tandem.kit.delivery;

import io.tandem.contracts.Topics;
import io.tandem.kit.web.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Keeps the records that could not be handled: in the service's table and, by the outbox, on {@code <topic>.dlq}. */
@ApplicationScoped
public class DeadLetters {
    private static final String CONTAINING = """
            lower(encode(payload || convert_to(concat_ws(' ', key, headers, cause), 'UTF8'), 'escape')) ~ ?
            """;

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final int LONGEST_CAUSE = 4_000;

    @Inject
    DataSource dataSource;

    @Inject
    Outbox outbox;

    @Inject
    Event<DeadLetterEnded> ended;

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void bury(String consumer, Incoming incoming, Exception failure) {
        ConsumerRecord<String, byte[]> raw = incoming.raw();
        String cause = causeOf(failure);
        String sql = """
                INSERT INTO dead_letter
                    (consumer, topic, partition, position, key, event_id, headers, payload, cause)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                ON CONFLICT (consumer, topic, partition, position) DO NOTHING
                """;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, consumer);
            insert.setString(2, raw.topic());
            insert.setInt(3, raw.partition());
            insert.setLong(4, raw.offset());
            insert.setString(5, CloudEventHeaders.storable(raw.key()));
            insert.setObject(6, incoming.eventId());
            insert.setString(7, StoredHeaders.write(incoming.headers()));
            insert.setBytes(8, raw.value());
            insert.setString(9, cause);
            if (insert.executeUpdate() == 0) {
                return;
            }
        } catch (SQLException unstored) {
            throw new DatabaseFailure(unstored);
        }
        if (raw.value().length <= OutboxRow.MAX_PAYLOAD) {
            publish(consumer, incoming, cause);
        }
        LOG.errorf(
                failure,
                "Dead letter: consumer=%s topic=%s partition=%d offset=%d eventId=%s",
                consumer,
                raw.topic(),
                raw.partition(),
                raw.offset(),
                incoming.eventId());
    }

    private void publish(String consumer, Incoming incoming, String cause) {
        ConsumerRecord<String, byte[]> raw = incoming.raw();
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
    }

    List<DeadLetterView> list(Optional<String> topic, Optional<String> consumer, long before, int limit) {
        String sql = """
                SELECT * FROM dead_letter
                WHERE id < ? AND topic = coalesce(?::text, topic) AND consumer = coalesce(?::text, consumer)
                ORDER BY id DESC LIMIT ?
                """;
        return query(sql, before, topic.orElse(null), consumer.orElse(null), limit + 1);
    }

    Optional<DeadLetterView> find(long id) {
        return query("SELECT * FROM dead_letter WHERE id = ?", id).stream().findFirst();
    }

    /**
     * Publishes the record again under its own id, for the consumer that gave up. That has no inbox row for it, because
     * the row was rolled back with the work; the others may have had one and forgotten it since.
     */
    @Transactional
    boolean replay(long id, String who) {
        List<DeadLetterView> taken = query("DELETE FROM dead_letter WHERE id = ? RETURNING *", id);
        for (DeadLetterView letter : taken) {
            Map<String, String> headers = new LinkedHashMap<>(letter.headers());
            headers.put(CloudEventHeaders.ID, letter.eventId().toString());
            headers.put(Incoming.REPLAYED_FOR, letter.consumer());
            if (letter.bytes().length > OutboxRow.MAX_PAYLOAD) {
                throw Problem.conflict("It is larger than a record may be, so it can only be discarded.");
            }
            outbox.appendRaw(letter.topic(), letter.key(), letter.eventId(), headers, letter.bytes());
            ended.fire(DeadLetterEnded.of("replayed", who, letter));
        }
        return !taken.isEmpty();
    }

    @Transactional
    boolean discard(long id, String who) {
        List<DeadLetterView> taken = query("DELETE FROM dead_letter WHERE id = ? RETURNING *", id);
        taken.forEach(letter -> ended.fire(DeadLetterEnded.of("discarded", who, letter)));
        return !taken.isEmpty();
    }

    /** Those whose key, headers, payload or cause contain one of the texts. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<DeadLetterView> containing(Collection<String> texts) {
        return query("SELECT * FROM dead_letter WHERE " + CONTAINING + " ORDER BY id", TextPattern.of(texts));
    }

    /**
     * Removes those that contain one of the texts, in the caller's transaction, and tells how many. Their records on
     * {@code <topic>.dlq} stay until the broker drops them.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public int removeContaining(Collection<String> texts) {
        return query("DELETE FROM dead_letter WHERE " + CONTAINING + " RETURNING *", TextPattern.of(texts))
                .size();
    }

    private List<DeadLetterView> query(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<DeadLetterView> letters = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    letters.add(DeadLetterView.from(row));
                }
            }
            return letters;
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
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

package io.tandem.kit.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A record that could not be handled; its headers and payload are told only when it is asked for by itself. */
@Schema(name = "DeadLetter")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterView(
        long id,
        String consumer,
        String topic,
        int partition,
        long offset,
        String key,
        UUID eventId,
        String type,
        String cause,
        Instant diedAt,
        Map<String, String> headers,
        String payload,
        @JsonIgnore byte[] bytes) {

    static DeadLetterView from(ResultSet row) throws SQLException {
        Map<String, String> headers = StoredHeaders.read(row.getString("headers"));
        byte[] bytes = row.getBytes("payload");
        return new DeadLetterView(
                row.getLong("id"),
                row.getString("consumer"),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("position"),
                row.getString("key"),
                row.getObject("event_id", UUID.class),
                headers.get(CloudEventHeaders.TYPE),
                row.getString("cause"),
                row.getObject("died_at", OffsetDateTime.class).toInstant(),
                headers,
                new String(bytes, StandardCharsets.UTF_8),
                bytes);
    }

    DeadLetterView inBrief() {
        return new DeadLetterView(
                id, consumer, topic, partition, offset, key, eventId, type, cause, diedAt, null, null, null);
    }
}

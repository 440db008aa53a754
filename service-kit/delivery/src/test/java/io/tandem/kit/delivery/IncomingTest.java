package io.tandem.kit.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.contracts.Event;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class IncomingTest {
    @Test
    void whatIsPublishedAgainIsForTheConsumerThatGaveUpOnly() {
        ConsumerRecord<String, byte[]> first = record(Map.of());
        ConsumerRecord<String, byte[]> again = record(Map.of(Incoming.REPLAYED_FOR, "scores"));

        assertThat(of("scores", first)).isPresent();
        assertThat(of("routes", first)).isPresent();
        assertThat(of("scores", again)).isPresent();
        assertThat(of("routes", again)).isEmpty();
    }

    private static Optional<Incoming> of(String consumer, ConsumerRecord<String, byte[]> raw) {
        JsonMapper json = JsonMapper.builder().build();
        return Incoming.of(
                consumer, raw, type -> Optional.<Class<? extends Event>>of(NoteTaken.class), json::readerFor);
    }

    private static ConsumerRecord<String, byte[]> record(Map<String, String> headers) {
        String note = "{\"accountId\":\"%s\",\"text\":\"met\",\"number\":1}".formatted(UUID.randomUUID());
        ConsumerRecord<String, byte[]> raw = new ConsumerRecord<>("signups.v1", 0, 0, "key", note.getBytes(UTF_8));
        raw.headers().add(CloudEventHeaders.ID, UUID.randomUUID().toString().getBytes(UTF_8));
        raw.headers().add(CloudEventHeaders.TYPE, "NoteTaken".getBytes(UTF_8));
        headers.forEach((name, value) -> raw.headers().add(name, value.getBytes(UTF_8)));
        return raw;
    }
}

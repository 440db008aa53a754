package io.tandem.kit.delivery;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.tandem.kit.web.WrittenTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** CloudEvents 1.0 in Kafka's binary mode, with the W3C trace context beside it. */
public final class CloudEventHeaders {
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String TIME = "ce_time";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String CONTENT_TYPE = "content-type";

    private static final TextMapGetter<Map<String, String>> FROM_MAP = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private CloudEventHeaders() {}

    /** The {@code ce_type} of an event: the simple name of its record. */
    public static String typeOf(Class<?> type) {
        return type.getSimpleName();
    }

    /** The headers of a new event, carrying the trace of the calling thread. */
    public static Map<String, String> of(UUID id, String type, String source, String subject, Instant time) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(SPEC_VERSION, "1.0");
        headers.put(ID, id.toString());
        headers.put(TYPE, type);
        headers.put(SOURCE, source);
        headers.put(TIME, time.toString());
        headers.put(SUBJECT, subject);
        headers.put(CONTENT_TYPE, "application/json");
        W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, Map::put);
        return headers;
    }

    /** The headers of a record as text; a header given twice keeps its last value, as Kafka defines. */
    public static Map<String, String> of(ConsumerRecord<?, ?> received) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : received.headers()) {
            headers.put(storable(header.key()), text(header));
        }
        return headers;
    }

    /** The value of one header as text, or null. */
    static String last(ConsumerRecord<?, ?> received, String name) {
        Header header = received.headers().lastHeader(name);
        return header == null ? null : text(header);
    }

    private static String text(Header header) {
        return storable(header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
    }

    static Optional<UUID> id(ConsumerRecord<?, ?> received) {
        try {
            return Optional.ofNullable(last(received, ID)).map(UUID::fromString);
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }

    static Optional<Instant> time(ConsumerRecord<?, ?> received) {
        try {
            String written = last(received, TIME);
            Instant usual = written == null ? null : WrittenTime.read(written);
            return usual != null
                    ? Optional.of(usual)
                    : Optional.ofNullable(written).map(Instant::parse);
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    /** PostgreSQL has no NUL in text, and a record that holds one must still find its way to the dead letters. */
    static String storable(String text) {
        return text == null ? null : text.replace('\u0000', '\uFFFD');
    }

    static Context trace(Map<String, String> headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, FROM_MAP);
    }
}

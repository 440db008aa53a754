package io.tandem.kit.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.UnaryOperator;

/**
 * Does not guess: no text after the JSON, no numbers for names, no fractions cut off, no times that
 * no database can keep. Writes 0.000001, never 1E-6.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {
    /** The last, since the last word on how a type is read holds. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature());
        mapper.registerModule(new SimpleModule("storable-times")
                .addDeserializer(Instant.class, new Storable<>(Instant.class, new UsualInstants(), StorableTimes::time))
                .addDeserializer(
                        LocalDate.class,
                        new Storable<>(LocalDate.class, LocalDateDeserializer.INSTANCE, StorableTimes::day)));
    }

    /** Services write times to one another in one way, which needs no formatter to be read. */
    private static final class UsualInstants extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            Instant usual = json.hasToken(JsonToken.VALUE_STRING) ? WrittenTime.read(json.getText()) : null;
            return usual != null ? usual : InstantDeserializer.INSTANT.deserialize(json, context);
        }
    }

    private static final class Storable<T> extends JsonDeserializer<T> {
        private final Class<T> type;
        private final JsonDeserializer<T> any;
        private final UnaryOperator<T> check;

        Storable(Class<T> type, JsonDeserializer<T> any, UnaryOperator<T> check) {
            this.type = type;
            this.any = any;
            this.check = check;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            T value = any.deserialize(json, context);
            try {
                return value == null ? null : check.apply(value);
            } catch (DateTimeException outOfRange) {
                throw context.weirdStringException(json.getText(), type, outOfRange.getMessage());
            }
        }
    }
}

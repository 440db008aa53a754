package io.tandem.scoring.database;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;

/** Reads times as they are usually written without a formatter; an event has five of them. */
@Singleton
public class TimesInJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("usual-times").addDeserializer(Instant.class, new Reader()));
    }

    private static final class Reader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            Instant usual = json.hasToken(JsonToken.VALUE_STRING) ? WrittenTime.read(json.getText()) : null;
            return usual != null ? usual : InstantDeserializer.INSTANT.deserialize(json, context);
        }
    }
}

package io.tandem.signup.attribution;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;

/** A time by a visitor's clock, however wrong: no visit is lost over it, so what no database can keep is no fault here. */
final class AnyTime extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return InstantDeserializer.INSTANT.deserialize(json, context);
    }
}

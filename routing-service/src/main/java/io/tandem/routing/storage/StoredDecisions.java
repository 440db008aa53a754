package io.tandem.routing.storage;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import io.tandem.routing.domain.DecisionContent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Decisions as they stand in the column {@code content}: JSON in which the components of a record stand one after the other,
 * without their names. So a record may get more components at its end, which are null where they were not stored.
 */
@ApplicationScoped
public class StoredDecisions {
    private static final JsonFormat.Value ARRAY = JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY);

    private final ObjectMapper withNames;
    private final ObjectMapper json;

    @Inject
    public StoredDecisions(ObjectMapper json) {
        this.withNames = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.json = withNames.copy();
        this.json.setAnnotationIntrospector(AnnotationIntrospector.pair(
                new RecordsAsArrays(), withNames.getDeserializationConfig().getAnnotationIntrospector()));
        withNames.configOverride(DecisionContent.class).setFormat(ARRAY);
    }

    /** @throws IllegalArgumentException for a text with the character NUL, which no text in PostgreSQL may have */
    public byte[] write(DecisionContent content) {
        try {
            String text = json.writeValueAsString(content);
            if (StoredJson.holdsNul(text)) {
                // In bytes it could stand, but in none of what is made of them.
                throw new IllegalArgumentException("a decision holds the character NUL");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a decision cannot be written as JSON", e);
        }
    }

    public DecisionContent read(byte[] stored) {
        try {
            // What was stored before V23_1 has the names.
            return (stored[1] == '{' ? withNames : json).readValue(stored, DecisionContent.class);
        } catch (IOException e) {
            throw new IllegalStateException("what is stored is not a decision", e);
        }
    }

    private static final class RecordsAsArrays extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JsonFormat.Value findFormat(Annotated of) {
            return of.getRawType().isRecord() ? ARRAY : null;
        }
    }
}

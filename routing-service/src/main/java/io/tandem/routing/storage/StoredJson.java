package io.tandem.routing.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.regex.Pattern;

/** Values as they stand in {@code jsonb} columns. What an earlier release stored and this one does not know is left out. */
@ApplicationScoped
public class StoredJson {
    /** The character as JSON writes it, not the six that somebody may have typed, whose backslash is escaped. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*+\\\\u0000");

    private final ObjectMapper json;

    @Inject
    public StoredJson(ObjectMapper json) {
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Whether a text in it has the character NUL, which no text in PostgreSQL may. */
    public static boolean holdsNul(String json) {
        return json.contains("\\u0000") && NUL.matcher(json).find();
    }

    public String write(Object value) {
        try {
            return value == null ? null : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public <T> T read(String stored, Class<T> type) {
        try {
            return stored == null ? null : json.readValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON is not a " + type.getSimpleName(), e);
        }
    }

    public <T> T read(String stored, TypeReference<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON is not a " + type.getType(), e);
        }
    }

    public <T> T value(JsonNode stored, Class<T> type) {
        try {
            return json.treeToValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON is not a " + type.getSimpleName(), e);
        }
    }

    public JsonNode tree(String stored) {
        return read(stored, JsonNode.class);
    }

    /** As it would be read after it was stored. */
    public JsonNode treeOf(Object value) {
        return tree(write(value));
    }
}

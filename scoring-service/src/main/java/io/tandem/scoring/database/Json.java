package io.tandem.scoring.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Values as they stand in columns of type jsonb. */
@ApplicationScoped
public class Json {
    private final ObjectMapper mapper;
    private final ObjectReader maps;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
        maps = mapper.readerFor(new TypeReference<Map<String, Object>>() {})
                .with(DeserializationFeature.USE_LONG_FOR_INTS);
    }

    public String write(Object value) {
        try {
            return value == null ? null : mapper.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }

    public <T> T read(String stored, Class<T> type) {
        try {
            return stored == null ? null : mapper.readValue(stored, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Whole numbers are long, whatever their size. */
    public Map<String, Object> readMap(String stored) {
        try {
            return maps.readValue(stored);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}

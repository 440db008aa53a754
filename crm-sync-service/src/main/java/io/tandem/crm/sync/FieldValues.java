package io.tandem.crm.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Values by field, as they are stored: a JSON object by the fields' labels. */
@ApplicationScoped
class FieldValues {
    private static final TypeReference<LinkedHashMap<String, String>> VALUES = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, LinkedHashSet<String>>> SEVERAL = new TypeReference<>() {};

    private final ObjectMapper json;

    FieldValues(ObjectMapper json) {
        this.json = json;
    }

    Map<SyncField, String> read(RecordKind kind, String stored) {
        return byField(kind, read(stored));
    }

    /** Of each field several values. */
    Map<SyncField, Set<String>> readSeveral(RecordKind kind, String stored) {
        return byField(kind, read(stored, SEVERAL));
    }

    Map<String, String> read(String stored) {
        return read(stored, VALUES);
    }

    private <T> T read(String stored, TypeReference<T> type) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored values are not readable", e);
        }
    }

    private static <T> Map<SyncField, T> byField(RecordKind kind, Map<String, ? extends T> byLabel) {
        Map<SyncField, T> values = new EnumMap<>(SyncField.class);
        byLabel.forEach((label, value) -> SyncField.of(kind, label).ifPresent(field -> values.put(field, value)));
        return values;
    }

    /** @param values one or several of each field */
    String write(Map<SyncField, ?> values) {
        Map<String, Object> byLabel = new LinkedHashMap<>();
        values.forEach((field, value) -> byLabel.put(field.label(), value));
        try {
            return json.writeValueAsString(byLabel);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Values cannot be written as JSON", e);
        }
    }
}

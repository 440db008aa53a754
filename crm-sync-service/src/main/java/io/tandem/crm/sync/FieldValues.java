package io.tandem.crm.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values by field, as they are stored: a JSON object by the fields' labels. */
@ApplicationScoped
class FieldValues {
    private static final TypeReference<LinkedHashMap<String, String>> VALUES = new TypeReference<>() {};

    private final ObjectMapper json;

    FieldValues(ObjectMapper json) {
        this.json = json;
    }

    Map<SyncField, String> read(RecordKind kind, String stored) {
        Map<SyncField, String> values = new EnumMap<>(SyncField.class);
        read(stored).forEach((label, value) -> SyncField.of(kind, label).ifPresent(field -> values.put(field, value)));
        return values;
    }

    Map<String, String> read(String stored) {
        try {
            return json.readValue(stored, VALUES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored values are not readable", e);
        }
    }

    String write(Map<SyncField, String> values) {
        Map<String, String> byLabel = new LinkedHashMap<>();
        values.forEach((field, value) -> byLabel.put(field.label(), value));
        try {
            return json.writeValueAsString(byLabel);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Values cannot be written as JSON", e);
        }
    }
}

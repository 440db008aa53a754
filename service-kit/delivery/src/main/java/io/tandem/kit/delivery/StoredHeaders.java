package io.tandem.kit.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Record headers as a JSON object, the way the kit's tables keep them. */
final class StoredHeaders {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> TEXT_BY_NAME = new TypeReference<>() {};

    private StoredHeaders() {}

    static String write(Map<String, String> headers) {
        try {
            return JSON.writeValueAsString(headers);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Map<String, String> read(String stored) {
        try {
            return JSON.readValue(stored, TEXT_BY_NAME);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException("Stored headers are not a JSON object of strings", notOurs);
        }
    }
}

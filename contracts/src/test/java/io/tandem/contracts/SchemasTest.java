package io.tandem.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {
    private static final String BASE = "https://tandem.example/schemas/";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaIdResolvers(ids -> ids.mapPrefix(BASE, "classpath:schemas/")));

    @ParameterizedTest
    @MethodSource("io.tandem.contracts.EventTypes#all")
    void sampleIsValid(Class<?> type) {
        assertEquals(List.of(), faults(type, EventTypes.sample(type)));
    }

    @ParameterizedTest
    @MethodSource("io.tandem.contracts.EventTypes#all")
    void fieldsAddedLaterAreAllowed(Class<?> type) throws JsonProcessingException {
        ObjectNode grown = (ObjectNode) EventTypes.JSON.readTree(EventTypes.sample(type));
        grown.put("addedLater", true);

        assertEquals(List.of(), faults(type, grown.toString()));
    }

    @ParameterizedTest
    @MethodSource("io.tandem.contracts.EventTypes#all")
    void eachRequiredFieldIsMissed(Class<?> type) throws JsonProcessingException {
        JsonNode required = schemaOf(type).path("required");

        assertFalse(required.isEmpty());
        for (JsonNode field : required) {
            ObjectNode incomplete = (ObjectNode) EventTypes.JSON.readTree(EventTypes.sample(type));
            incomplete.remove(field.asText());
            assertFalse(faults(type, incomplete.toString()).isEmpty(), field.asText() + " may be missing");
        }
    }

    @ParameterizedTest
    @MethodSource("io.tandem.contracts.EventTypes#all")
    void idsThatAreNoUuidsAreRefused(Class<?> type) throws JsonProcessingException {
        ObjectNode wrong = (ObjectNode) EventTypes.JSON.readTree(EventTypes.sample(type));
        String id = type.getRecordComponents()[0].getName();
        wrong.put(id, "42");

        assertTrue(faults(type, wrong.toString()).stream()
                .anyMatch(fault -> fault.getInstanceLocation().toString().contains(id)));
    }

    @ParameterizedTest
    @MethodSource("io.tandem.contracts.EventTypes#all")
    void everyRecordComponentIsDescribed(Class<?> type) throws JsonProcessingException {
        checkDescribed(type, schemaOf(type), type.getSimpleName());
    }

    private static void checkDescribed(Class<?> type, JsonNode schema, String place) throws JsonProcessingException {
        for (RecordComponent component : type.getRecordComponents()) {
            String here = place + "." + component.getName();
            JsonNode described = schema.path("properties").path(component.getName());
            assertFalse(described.isMissingNode(), here + " is not in the schema");
            checkNested(component.getGenericType(), described, here);
        }
    }

    private static void checkNested(Type type, JsonNode schema, String place) throws JsonProcessingException {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            checkNested(generic.getActualTypeArguments()[0], schema.path("items"), place);
        } else if (type instanceof Class<?> nested && nested.isRecord()) {
            checkDescribed(nested, resolved(schema), place);
        }
    }

    /** The shared part that is referred to, directly or as one of the choices of a field that may be null. */
    private static JsonNode resolved(JsonNode schema) throws JsonProcessingException {
        String reference = schema.findPath("$ref").asText();
        assertTrue(reference.startsWith("common.json#"), "refers to no shared part: " + schema);
        return EventTypes.JSON.readTree(EventTypes.schema("common")).at(reference.substring("common.json#".length()));
    }

    private static JsonNode schemaOf(Class<?> type) throws JsonProcessingException {
        return EventTypes.JSON.readTree(EventTypes.schema(type.getSimpleName()));
    }

    private static List<Error> faults(Class<?> type, String json) {
        return SCHEMAS.getSchema(SchemaLocation.of(BASE + type.getSimpleName() + ".json"))
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}

package io.tandem.routing.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.StrictJson;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.storage.StoredJson;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StoredJson STORED = new StoredJson(JSON);

    @Test
    void shippedPolicyHasNoFaults() {
        assertEquals(List.of(), faults(shipped()));
    }

    @Test
    void unknownFieldOrWrongTypeIsPointedAt() {
        for (String[] wrong : new String[][] {
            {"signup.contry == 'DE'", "undefined field 'contry'", "1", "7"},
            {"signup.isNew &&\n account.acv == 'much'", "found no matching overload", "2", "14"},
            {"signals.exists(s, s.nam == 'x')", "undefined field 'nam'", "1", "20"},
            {"account.acv >", "", "1", "14"},
            {"account.acv + 1", "expected type 'bool' but found 'int'", "1", "13"},
        }) {
            ObjectNode definition = shipped();
            definition.withObject("/rules/5").put("when", wrong[0]);

            PolicyFault fault = faults(definition).get(0);

            assertEquals("/rules/5/when", fault.place());
            assertEquals("enterprise", fault.rule());
            assertTrue(fault.reason().contains(wrong[1]), fault.toString());
            assertEquals(wrong[2] + ":" + wrong[3], fault.line() + ":" + fault.column(), fault.toString());
        }
    }

    @Test
    void whatHasNoMeaningIsAFaultWithItsPlaceAndHidesNoOther() {
        ObjectNode definition = shipped();
        definition.put("colour", "blue");
        definition.withObject("/rules/0/then").put("motion", "SALES");
        definition.withObject("/acv").put("currency", 7);

        List<String> places =
                faults(definition).stream().map(PolicyFault::place).toList();

        assertTrue(places.containsAll(List.of("", "/rules/0/then/motion", "/acv/currency")), places.toString());
    }

    @Test
    void whatContradictsItselfIsAFault() {
        ObjectNode definition = shipped();
        definition.withObject("/rules/1").put("name", "owner-first");
        definition.withObject("/rules/2/then").put("reason", "{account.nam} came");
        definition.withObject("/acv/plans/0").put("flat", "100.00");
        definition
                .withArray("/territories")
                .addObject()
                .put("name", "x")
                .putArray("regions")
                .add("Atlantis");

        List<String> places =
                faults(definition).stream().map(PolicyFault::place).toList();

        assertEquals(
                List.of("/rules/1/name", "/acv/plans/0", "/rules/2/then/reason", "/territories/0/regions"), places);
    }

    @Test
    void yamlIsReadAsItIsWritten() throws IOException {
        ObjectMapper strict = new ObjectMapper();
        new StrictJson().customize(strict);
        PolicyYaml yaml = new PolicyYaml(strict);
        String shipped = yaml.write(Map.of("definition", shipped()));
        String grown = shipped
                + "  namedAccounts:\n  - name: north\n    domains: [nord.no]\n"
                + "  territories:\n  - name: Norway\n    countries: [NO]\n";

        assertEquals(shipped(), yaml.read(shipped).definition());
        assertEquals(List.of(), faults(yaml.read(grown).definition()));
        assertEquals(
                "NO",
                yaml.read(grown).definition().at("/territories/0/countries/0").asText());
        for (String wrong : List.of("definition: [", "definition:\n  a: 1\n  a: 2\n", "", "a: \"\\0\"")) {
            assertEquals(
                    400, assertThrows(Problem.class, () -> yaml.read(wrong)).status(), wrong);
        }
    }

    @Test
    void theLettersByWhichJsonWritesNulAreNoNul() {
        PolicyYaml yaml = new PolicyYaml(new ObjectMapper());
        String condition = "signup.name.contains('\\u0000')";

        assertEquals(
                condition,
                yaml.read("definition:\n  when: \"" + condition.replace("\\", "\\\\") + "\"\n")
                        .definition()
                        .path("when")
                        .asText());
    }

    @Test
    void everythingInAPolicyIsInTheSchema() throws IOException {
        JsonNode schema = JSON.readTree(PolicyDocument.SCHEMA_TEXT);
        checkDescribed(Policy.class, schema, schema, "Policy");
    }

    private static void checkDescribed(Class<?> type, JsonNode schema, JsonNode root, String place) {
        for (RecordComponent component : type.getRecordComponents()) {
            String here = place + "." + component.getName();
            JsonNode described = resolved(schema.path("properties").path(component.getName()), root);
            assertTrue(!described.isMissingNode(), here + " is not in the schema");
            Type inner = component.getGenericType() instanceof ParameterizedType generic
                            && generic.getRawType() == List.class
                    ? generic.getActualTypeArguments()[0]
                    : component.getGenericType();
            boolean list = inner != component.getGenericType();
            if (inner instanceof Class<?> record && record.isRecord() && record != type) {
                checkDescribed(record, list ? resolved(described.path("items"), root) : described, root, here);
            }
        }
        assertEquals(
                type.getRecordComponents().length,
                schema.path("properties").size(),
                place + " has other fields than the schema: "
                        + Stream.of(type.getRecordComponents()).toList());
    }

    private static JsonNode resolved(JsonNode schema, JsonNode root) {
        JsonNode reference = schema.has("$ref")
                ? schema.path("$ref")
                : schema.path("anyOf").path(0).path("$ref");
        return reference.isTextual() ? root.at(reference.asText().substring(1)) : schema;
    }

    private static List<PolicyFault> faults(JsonNode definition) {
        List<PolicyFault> faults = PolicyDocument.checked(definition, STORED).faults();
        assertNotNull(faults);
        return faults;
    }

    private static ObjectNode shipped() {
        try {
            return (ObjectNode) JSON.readTree(Policies.resource("/default-policy.json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

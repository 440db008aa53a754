package io.tandem.scoring.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theShippedModelHasNoFaults() throws IOException {
        assertEquals(List.of(), faults(shipped()));
    }

    @Test
    void tellsAllFaultsAtOnceEachWithItsPlace() throws IOException {
        ObjectNode model = shipped();
        model.withObject("/fit").put("cap", 0);
        model.withObject("/fit/groups/0/criteria/0").put("field", "shoeSize");
        model.withObject("/engagement/groups/0").put("halfLifeDays", 0);
        model.withObject("/engagement/groups/0/rules/1").put("where", "event.properties.feature ==");
        model.withObject("/engagement/groups/1/rules/0").put("when", "acount.employees > 5");
        model.withObject("/engagement/groups/1/rules/1").put("rule", "report-shared");
        model.withObject("/engagement/groups/1/rules/2").putNull("points");
        model.withArray("/grades/fit").set(0, JSON.getNodeFactory().numberNode(5));
        model.withObject("/activation/segments/0").put("when", "person.role == 'CEO'");

        List<String> places =
                faults(model).stream().map(ModelFault::place).distinct().toList();

        assertEquals(
                List.of(
                        "/fit/cap",
                        "/fit/groups/0/criteria/0/field",
                        "/engagement/groups/0/halfLifeDays",
                        "/engagement/groups/0/rules/1/where",
                        "/engagement/groups/1/rules/0/when",
                        "/engagement/groups/1/rules/1/rule",
                        "/engagement/groups/1/rules/2/points",
                        "/grades/fit",
                        "/activation/segments/0/when"),
                places);
    }

    @Test
    void aFaultInAConditionSaysWhereInIt() throws IOException {
        ObjectNode model = shipped();
        model.withObject("/engagement/groups/0/rules/0").put("where", "event.name == 'x' &&\n  event.nam == 'y'");

        ModelFault fault = faults(model).get(0);

        assertEquals("/engagement/groups/0/rules/0/where", fault.place());
        assertEquals(2, fault.line());
        assertEquals(3, fault.column());
        assertEquals(
                "there is no such event here; a condition at this place knows event.name, event.properties, event.type",
                fault.reason());
    }

    @Test
    void aConditionOfAnotherTypeThanTrueOrFalseIsRefused() throws IOException {
        ObjectNode model = shipped();
        model.withObject("/engagement/groups/0/rules/0").put("where", "size(event.name)");

        assertEquals("/engagement/groups/0/rules/0/where", faults(model).get(0).place());
    }

    @Test
    void aConditionThatIsTooLongIsRefused() throws IOException {
        ObjectNode model = shipped();
        model.withObject("/engagement/groups/0/rules/0").put("where", "event.name == '" + "x".repeat(2_000) + "'");

        assertEquals("/engagement/groups/0/rules/0/where", faults(model).get(0).place());
    }

    @Test
    void tellsAllThatCannotBeReadAtOnce() throws IOException {
        ObjectNode model = shipped();
        model.put("colour", "blue");
        model.withObject("/fit").put("cap", "many");
        model.withObject("/fit/groups/0/criteria/0").put("pionts", 3);
        model.withObject("/engagement").put("groups", "none");

        List<String> places = ModelDocument.unreadable(model, JSON).stream()
                .map(ModelFault::place)
                .sorted()
                .toList();

        assertEquals(List.of("/colour", "/engagement/groups", "/fit/cap", "/fit/groups/0/criteria/0/pionts"), places);
    }

    @Test
    void aTextInPlaceOfAListHidesNoOtherFault() throws IOException {
        ObjectNode model = shipped();
        model.withObject("/fit/groups/0/criteria/0").putObject("valuess");
        model.withObject("/engagement/groups/0/rules/0").put("events", "Plan Limit Reached");
        model.withObject("/engagement/groups/1/rules/0").putArray("points").add(1);

        List<ModelFault> faults = ModelDocument.unreadable(model, JSON);

        assertEquals(
                List.of(
                        ModelFault.of("/fit/groups/0/criteria/0/valuess", "is not part of a scoring model"),
                        ModelFault.of("/engagement/groups/0/rules/0/events", "must be an array"),
                        ModelFault.of("/engagement/groups/1/rules/0/points", "must be a number")),
                faults);
    }

    @Test
    void whatIsNoObjectCannotBeRead() {
        for (String text : new String[] {"[]", "7", "\"x\"", "null"}) {
            assertTrue(!ModelDocument.unreadable(read(text), JSON).isEmpty(), text);
        }
    }

    private static List<ModelFault> faults(ObjectNode model) {
        return ModelDocument.read(model, JSON).faults();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode shipped() throws IOException {
        return (ObjectNode) JSON.readTree(ModelRulesTest.class.getResourceAsStream("/default-scoring-model.json"));
    }
}

package io.tandem.routing.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What differs between two definitions. What has a name is compared with its namesake, wherever it stands. */
final class PolicyDiff {
    private final List<Difference> differences = new ArrayList<>();

    private PolicyDiff() {}

    @Schema(name = "PolicyDifference", description = "What one version says at a place, and what the other does")
    record Difference(
            @Schema(description = "JSON pointer into the definition, with names instead of positions where there are")
            String place,

            @Schema(description = "Absent where the earlier version says nothing", nullable = true)
            JsonNode before,

            @Schema(description = "Absent where the later version says nothing", nullable = true)
            JsonNode after) {}

    static List<Difference> of(JsonNode before, JsonNode after) {
        PolicyDiff diff = new PolicyDiff();
        diff.compare("", before, after);
        return diff.differences;
    }

    private void compare(String place, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(place + "/" + escaped(name), before.path(name), after.path(name)));
        } else if (areNamed(before) && areNamed(after)) {
            Map<String, JsonNode> first = byName(before);
            Map<String, JsonNode> second = byName(after);
            Set<String> names = new LinkedHashSet<>(first.keySet());
            names.addAll(second.keySet());
            names.forEach(name -> compare(
                    place + "/" + escaped(name),
                    first.getOrDefault(name, MissingNode.getInstance()),
                    second.getOrDefault(name, MissingNode.getInstance())));
            compareOrder(place, before, after, first.keySet(), second.keySet());
        } else {
            differences.add(new Difference(place, present(before), present(after)));
        }
    }

    /** The first rule that matches decides, so their order is part of what they say. */
    private void compareOrder(String place, JsonNode before, JsonNode after, Set<String> first, Set<String> second) {
        List<String> common = new ArrayList<>(first);
        common.retainAll(second);
        List<String> commonAfter = new ArrayList<>(second);
        commonAfter.retainAll(first);
        if (!common.equals(commonAfter)) {
            differences.add(new Difference(place, names(before), names(after)));
        }
    }

    private static JsonNode names(JsonNode named) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        named.forEach(element -> names.add(element.path("name")));
        return names;
    }

    private static boolean areNamed(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            return false;
        }
        for (JsonNode element : node) {
            if (!element.path("name").isTextual()) {
                return false;
            }
        }
        return byName(node).size() == node.size();
    }

    private static Map<String, JsonNode> byName(JsonNode named) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        named.forEach(element -> byName.put(element.path("name").asText(), element));
        return byName;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode present(JsonNode node) {
        return node.isMissingNode() ? null : node;
    }
}

package io.tandem.routing.decision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One input of a decision that might have been otherwise.
 *
 * @param implausibility how far from what one expects it is, small numbers first
 */
record InputChange(
        @Schema(description = "JSON pointer into the inputs of the decision; a signal by its name")
        String at,

        @Schema(description = "What it was", nullable = true)
        JsonNode from,

        @Schema(description = "What it would have to be", nullable = true)
        JsonNode to,

        @Schema(description = "After \"if\"") String inWords,
        @JsonIgnore int implausibility) {

    /** Followed by the name of a signal; null there means that it is not in force. */
    static final String SIGNALS = "/signals/";

    static JsonNode valueAt(String at, ObjectNode inputs) {
        if (at.startsWith(SIGNALS)) {
            for (JsonNode signal : inputs.path("signals")) {
                if (signal.path("name").asText().equals(at.substring(SIGNALS.length()))) {
                    return signal;
                }
            }
            return NullNode.instance;
        }
        JsonNode value = inputs.at(at);
        return value.isMissingNode() ? NullNode.instance : value;
    }

    /** Puts the other value in its place; parts of the inputs that are not there come into being. */
    void applyTo(ObjectNode inputs) {
        if (at.startsWith(SIGNALS)) {
            applyToSignals(inputs);
            return;
        }
        String[] names = at.substring(1).split("/");
        ObjectNode place = inputs;
        for (int i = 0; i < names.length - 1; i++) {
            place = place.get(names[i]) instanceof ObjectNode there ? there : place.putObject(names[i]);
        }
        place.set(names[names.length - 1], to);
    }

    /** The same with another count. */
    InputChange to(long count) {
        String words = inWords.replaceFirst("\\b" + to.longValue() + "\\b", Long.toString(count));
        return new InputChange(at, from, JsonNodeFactory.instance.numberNode(count), words, implausibility);
    }

    private void applyToSignals(ObjectNode inputs) {
        ArrayNode signals = JsonNodeFactory.instance.arrayNode();
        for (JsonNode signal : inputs.path("signals")) {
            if (!signal.path("name").asText().equals(at.substring(SIGNALS.length()))) {
                signals.add(signal);
            }
        }
        if (!to.isNull()) {
            signals.add(to);
        }
        inputs.set("signals", signals);
    }
}

package io.tandem.scoring.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import io.tandem.scoring.domain.ScoringModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads definitions strictly: what has no meaning in them is a fault, and one fault does not hide the others. */
final class ModelDocument {
    private ModelDocument() {}

    /**
     * What was read and what is wrong with it.
     *
     * @param model null if nothing could be read
     */
    record Read(ScoringModel model, List<ModelFault> faults) {}

    static Read read(JsonNode document, ObjectMapper json) {
        List<ModelFault> faults = new ArrayList<>();
        ScoringModel model = read(document, json, faults);
        if (model != null) {
            faults.addAll(ModelRules.faults(model));
        }
        return new Read(model, List.copyOf(faults));
    }

    /** What has no place in a definition, finished or not. */
    static List<ModelFault> unreadable(JsonNode document, ObjectMapper json) {
        return readable(document, json).faults();
    }

    /** The same, whatever else is wrong with it: what was published is not held to rules that came later. */
    static Read readable(JsonNode document, ObjectMapper json) {
        List<ModelFault> faults = new ArrayList<>();
        ScoringModel model = read(document, json, faults);
        return new Read(model, List.copyOf(faults));
    }

    private static ScoringModel read(JsonNode document, ObjectMapper json, List<ModelFault> faults) {
        ScoringModel model = null;
        try {
            model = json.readerFor(ScoringModel.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .withHandler(new Collecting(faults))
                    .readValue(json.treeAsTokens(document));
        } catch (JsonMappingException unreadable) {
            faults.add(ModelFault.of(pointer(unreadable), "cannot be read as what belongs there"));
        } catch (IOException unreadable) {
            faults.add(ModelFault.of("", "cannot be read"));
        }
        if (model == null && faults.isEmpty()) {
            faults.add(ModelFault.of("", "must be an object"));
        }
        return model;
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.toString();
    }

    /** Notes what does not fit and goes on without it. */
    private static final class Collecting extends DeserializationProblemHandler {
        private final List<ModelFault> faults;

        Collecting(List<ModelFault> faults) {
            this.faults = faults;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            fault(parser, "is not part of a scoring model");
            parser.skipChildren();
            return true;
        }

        @Override
        public Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String message)
                throws IOException {
            fault(parser, "must be " + words(type));
            parser.skipChildren();
            return nothing(type.getRawClass());
        }

        /** Such as a text where a list of texts belongs. */
        @Override
        public Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> type,
                ValueInstantiator instantiator,
                JsonParser parser,
                String message)
                throws IOException {
            fault(parser, "must be " + words(context.constructType(type)));
            parser.skipChildren();
            return null;
        }

        @Override
        public Object handleWeirdStringValue(
                DeserializationContext context, Class<?> type, String value, String message) {
            fault(context.getParser(), "must be " + words(context.constructType(type)));
            return nothing(type);
        }

        @Override
        public Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> type, Number value, String message) {
            fault(context.getParser(), "must be " + words(context.constructType(type)));
            return nothing(type);
        }

        /** An int cannot be null. */
        private static Object nothing(Class<?> type) {
            return type == int.class ? 0 : null;
        }

        private void fault(JsonParser parser, String reason) {
            faults.add(ModelFault.of(pointer(parser.getParsingContext()), reason));
        }

        /** Tokens that were kept for later have an object without a name above them, which is no step of the way. */
        private static String pointer(JsonStreamContext place) {
            StringBuilder pointer = new StringBuilder();
            for (JsonStreamContext at = place; at != null; at = at.getParent()) {
                if (at.inArray() && at.hasCurrentIndex()) {
                    pointer.insert(0, "/" + at.getCurrentIndex());
                } else if (at.inObject() && at.hasCurrentName()) {
                    pointer.insert(0, "/" + ModelFaults.escaped(at.getCurrentName()));
                }
            }
            return pointer.toString();
        }

        private static String words(JavaType type) {
            if (type.isCollectionLikeType()) {
                return "an array";
            }
            if (type.isTypeOrSubTypeOf(Number.class) || type.isPrimitive()) {
                return "a number";
            }
            if (type.isEnumType()) {
                return "one of " + List.of(type.getRawClass().getEnumConstants());
            }
            return type.hasRawClass(String.class) ? "a text" : "an object";
        }
    }
}

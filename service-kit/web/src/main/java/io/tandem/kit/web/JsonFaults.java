package io.tandem.kit.web;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells what is wrong with a JSON text, and where, without the words of the parser. */
final class JsonFaults {
    private JsonFaults() {}

    static Problem problem(JsonProcessingException e) {
        if (e.getCause() instanceof Problem inside) {
            return inside;
        }
        if (e instanceof StreamConstraintsException) {
            return Problem.badRequest("The JSON is nested too deeply or holds a value that is too long.");
        }
        if (e instanceof JsonMappingException mapping) {
            var field = field(mapping);
            if (e.getCause() instanceof JsonParseException syntax) {
                return problem(syntax);
            }
            return RequestFaults.problem(field.isEmpty() ? "body" : field, expectation(mapping));
        }
        return Problem.of(400, "Malformed JSON", "The body is not JSON" + place(e) + ".");
    }

    private static String field(JsonMappingException e) {
        var field = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return field.toString();
    }

    private static String expectation(JsonMappingException e) {
        if (e instanceof ValueInstantiationException refused
                && refused.getCause() instanceof IllegalArgumentException why) {
            return why.getMessage();
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "is not known here; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (e.getCause() instanceof InputCoercionException number) {
            return "must be " + words(number.getTargetType());
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "must be " + words(mismatch.getTargetType()) + (e instanceof InvalidFormatException ? "" : place(e));
        }
        return "cannot be read" + place(e);
    }

    private static String words(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number in range";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (TemporalAccessor.class.isAssignableFrom(type)) {
            if (type == LocalTime.class) {
                return "a time of day such as 09:30";
            }
            return type == LocalDate.class
                    ? "an ISO 8601 date such as 2026-03-02, from 1900 to 9999"
                    : "an ISO 8601 time such as 2026-03-02T09:14:07Z, from 1900 to 9999";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "a value of another form";
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "" : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }
}

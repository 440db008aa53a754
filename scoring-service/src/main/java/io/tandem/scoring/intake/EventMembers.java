package io.tandem.scoring.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tandem.scoring.intake.Envelope.Slice;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What stands in an event, read in one pass: ids, names and times as text, objects only as places in the body, from which
 * they are copied as they are.
 */
final class EventMembers {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.NESTING)
                    .maxNumberLength(Limits.DIGITS)
                    .build())
            .build();

    /** Texts, numbers as their text, and {@link Slice}s of all else; what was given twice is as given last. */
    private final Map<String, Object> members = new HashMap<>();

    private EventMembers() {}

    /** @param what names the slice to its sender */
    static EventMembers of(byte[] body, Slice slice, String what) throws Rejected {
        if (!slice.object()) {
            throw new Rejected(what + " must be a JSON object");
        }
        if (slice.length() > Limits.EVENT_BYTES) {
            throw new Rejected(what + " has at most %d bytes".formatted(Limits.EVENT_BYTES));
        }
        EventMembers members = new EventMembers();
        try (JsonParser json = JSON.createParser(body, slice.start(), slice.length())) {
            members.read(json, slice.start(), PlainText.isSurely(body, slice.start(), slice.end()));
        } catch (StreamConstraintsException e) {
            throw new Rejected(what
                    + " is nested at most %d levels deep, its numbers have at most %d digits"
                            .formatted(Limits.NESTING, Limits.DIGITS));
        } catch (JsonProcessingException e) {
            throw new Rejected(what + " is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Rejected(what + " is not JSON");
        }
        return members;
    }

    /** @param base where in the body the parser's input begins, from which it counts */
    private void read(JsonParser json, int base, boolean plain) throws IOException, Rejected {
        json.nextToken();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (!plain) {
                PlainText.check(name);
            }
            json.nextToken();
            Object value = value(json, base, plain);
            if (value == null) {
                members.remove(name);
            } else {
                members.put(name, value);
            }
        }
    }

    private static Object value(JsonParser json, int base, boolean plain) throws IOException, Rejected {
        switch (json.currentToken()) {
            case VALUE_NULL:
                return null;
            case VALUE_STRING:
                String text = json.getText();
                if (!plain) {
                    PlainText.check(text);
                }
                return text;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
                walk(json, plain);
                return json.getNumberValue();
            default:
                int start = base + (int) json.currentTokenLocation().getByteOffset();
                boolean object = json.currentToken() == JsonToken.START_OBJECT;
                walk(json, plain);
                return new Slice(start, base + (int) json.currentLocation().getByteOffset(), object);
        }
    }

    private static void walk(JsonParser json, boolean plain) throws IOException, Rejected {
        int depth = 0;
        JsonToken token = json.currentToken();
        while (true) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME, VALUE_STRING -> {
                    if (!plain) {
                        PlainText.check(json.getText());
                    }
                }
                case VALUE_NUMBER_FLOAT -> {
                    if (!Double.isFinite(json.getDoubleValue())) {
                        throw new Rejected("a number is too large");
                    }
                }
                default -> {}
            }
            if (depth == 0) {
                return;
            }
            token = json.nextToken();
        }
    }

    /** A text, or null when it is missing or something else. */
    String text(String member) {
        return members.get(member) instanceof String text ? text : null;
    }

    /** An id or a name; products that count their users send numbers. Null when it is missing or blank. */
    String name(String member) throws Rejected {
        Object value = members.get(member);
        if (value == null) {
            return null;
        }
        if (value instanceof Slice) {
            throw new Rejected(member + " must be a string");
        }
        String text = value.toString();
        if (text.length() > Limits.NAME_CHARACTERS) {
            throw new Rejected(member + " has at most %d characters".formatted(Limits.NAME_CHARACTERS));
        }
        return text.isBlank() ? null : text;
    }

    String required(String member) throws Rejected {
        String text = name(member);
        if (text == null) {
            throw new Rejected(member + " is missing");
        }
        return text;
    }

    /** The place of an object, or null when it is missing. */
    Slice object(String member) throws Rejected {
        Object value = members.get(member);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Slice slice) || !slice.object()) {
            throw new Rejected(member + " must be a JSON object");
        }
        return slice;
    }
}

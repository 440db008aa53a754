package io.tandem.scoring.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tandem.kit.web.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The outside of a call: what stands beside the events, and where each event begins and ends. The events themselves
 * are read one by one later, so that a bad one cannot spoil its siblings.
 *
 * @param context where the context shared by a batch stands in the body, or null
 * @param events null when the body has no list named {@code batch}
 */
record Envelope(byte[] body, String writeKey, String sentAt, Slice context, List<Slice> events) {
    /** Wider than any event may be, so that one that is too deep or long is only rejected; far too deep is no JSON. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20_000)
                    .maxNumberLength(Limits.BATCH_BYTES)
                    .maxNameLength(Limits.BATCH_BYTES)
                    .build())
            .build();

    /** A value's place in the body: from {@code start} to before {@code end}. */
    record Slice(int start, int end, boolean object) {
        int length() {
            return end - start;
        }
    }

    static Envelope read(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.badRequest("the body must be a JSON object");
            }
            if (json.currentLocation().getByteOffset() < 0) {
                throw Problem.badRequest("the body must be UTF-8");
            }
            return readMembers(json, body);
        } catch (JsonProcessingException e) {
            throw Problem.badRequest("the body is not JSON" + placeOf(e.getLocation()));
        } catch (IOException e) {
            throw Problem.badRequest("the body is not JSON");
        }
    }

    private static String placeOf(JsonLocation place) {
        return place == null ? "" : ": line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
    }

    private static Envelope readMembers(JsonParser json, byte[] body) throws IOException {
        String writeKey = null;
        String sentAt = null;
        Slice context = null;
        List<Slice> events = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "writeKey" -> writeKey = text(json);
                case "sentAt" -> sentAt = text(json);
                case "context" -> context = slice(json);
                case "batch" -> events = value == JsonToken.START_ARRAY ? slices(json) : skipped(json);
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw Problem.badRequest("the body must be one JSON object");
        }
        return new Envelope(body, writeKey, sentAt, context, events);
    }

    private static List<Slice> slices(JsonParser json) throws IOException {
        List<Slice> slices = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (slices.size() == Limits.BATCH_EVENTS) {
                throw Problem.tooLarge("a batch has at most %d events".formatted(Limits.BATCH_EVENTS));
            }
            slices.add(slice(json));
        }
        return slices;
    }

    private static Slice slice(JsonParser json) throws IOException {
        boolean object = json.currentToken() == JsonToken.START_OBJECT;
        int start = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken();
        return new Slice(start, (int) json.currentLocation().getByteOffset(), object);
    }

    private static String text(JsonParser json) throws IOException {
        String text = json.getValueAsString();
        json.skipChildren();
        return text;
    }

    private static List<Slice> skipped(JsonParser json) throws IOException {
        json.skipChildren();
        return null;
    }
}

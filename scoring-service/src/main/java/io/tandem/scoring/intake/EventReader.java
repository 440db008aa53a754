package io.tandem.scoring.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.intake.Envelope.Slice;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Reads the events of one call of one source. */
final class EventReader {
    private static final ObjectReader JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.NESTING)
                            .maxNumberLength(Limits.DIGITS)
                            .build())
                    .build())
            .readerFor(new TypeReference<Map<String, Object>>() {});

    private final Envelope envelope;
    private final UUID sourceId;
    private final Instant receivedAt;
    private final Map<String, Object> sharedContext;

    private EventReader(Envelope envelope, UUID sourceId, Instant receivedAt, Map<String, Object> sharedContext) {
        this.envelope = envelope;
        this.sourceId = sourceId;
        this.receivedAt = receivedAt;
        this.sharedContext = sharedContext;
    }

    static EventReader ofSingle(Envelope envelope, UUID sourceId, Instant receivedAt) {
        return new EventReader(envelope, sourceId, receivedAt, Map.of());
    }

    /** The context beside the batch belongs to each of its events. */
    static EventReader ofBatch(Envelope envelope, UUID sourceId, Instant receivedAt) throws Rejected {
        EventReader reader = ofSingle(envelope, sourceId, receivedAt);
        return envelope.context() == null
                ? reader
                : new EventReader(envelope, sourceId, receivedAt, reader.membersOf(envelope.context(), "context"));
    }

    /** An event of a batch, which says itself what it is. */
    TrackedEvent readItem(Slice slice) throws Rejected {
        Map<String, Object> members = membersOf(slice, "an event");
        if (!(members.get("type") instanceof String type)) {
            throw new Rejected("type is missing");
        }
        return event(Call.ofType(type).orElseThrow(() -> new Rejected("type is not one of the calls")), members);
    }

    /** The event that is the whole body. */
    TrackedEvent readSingle(Call call) throws Rejected {
        return event(call, membersOf(new Slice(0, envelope.body().length, true), "an event"));
    }

    private Map<String, Object> membersOf(Slice slice, String what) throws Rejected {
        if (!slice.object()) {
            throw new Rejected(what + " must be a JSON object");
        }
        if (slice.length() > Limits.EVENT_BYTES) {
            throw new Rejected(what + " has at most %d bytes".formatted(Limits.EVENT_BYTES));
        }
        try {
            Map<String, Object> members = JSON.readValue(envelope.body(), slice.start(), slice.length());
            PlainText.check(members);
            return members;
        } catch (StreamConstraintsException e) {
            throw new Rejected(what
                    + " is nested at most %d levels deep, its numbers have at most %d digits"
                            .formatted(Limits.NESTING, Limits.DIGITS));
        } catch (JsonProcessingException e) {
            throw new Rejected(what + " is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Rejected(what + " is not JSON");
        }
    }

    private TrackedEvent event(Call call, Map<String, Object> members) throws Rejected {
        String userId = name(members, "userId");
        String anonymousId = name(members, "anonymousId");
        if (userId == null && anonymousId == null) {
            throw new Rejected("userId or anonymousId is missing");
        }
        String messageId = name(members, "messageId");
        Instant original = EventTime.parse(members.getOrDefault("timestamp", members.get("originalTimestamp")));
        Instant sentAt = EventTime.parse(envelope.sentAt() != null ? envelope.sentAt() : members.get("sentAt"));
        return new TrackedEvent(
                sourceId,
                messageId != null ? messageId.strip() : UUID.randomUUID().toString(),
                call.type(),
                userId,
                anonymousId,
                call == Call.ALIAS ? required(members, "previousId") : name(members, "previousId"),
                call == Call.GROUP ? required(members, "groupId") : name(members, "groupId"),
                call == Call.TRACK ? required(members, "event") : null,
                properties(call, members),
                object(members, "traits"),
                context(members),
                EventTime.corrected(original, sentAt, receivedAt),
                original,
                sentAt,
                receivedAt);
    }

    /** Pages and screens are named beside their properties; one place is enough for those who read them. */
    private static Map<String, Object> properties(Call call, Map<String, Object> members) throws Rejected {
        Map<String, Object> properties = object(members, "properties");
        if (call != Call.PAGE && call != Call.SCREEN) {
            return properties;
        }
        Map<String, Object> named = new LinkedHashMap<>(properties);
        for (String member : new String[] {"name", "category"}) {
            String text = name(members, member);
            if (text != null) {
                named.putIfAbsent(member, text);
            }
        }
        return named;
    }

    private Map<String, Object> context(Map<String, Object> members) throws Rejected {
        Map<String, Object> own = object(members, "context");
        if (sharedContext.isEmpty()) {
            return own;
        }
        Map<String, Object> merged = new LinkedHashMap<>(sharedContext);
        merged.putAll(own);
        return merged;
    }

    private static String required(Map<String, Object> members, String member) throws Rejected {
        String text = name(members, member);
        if (text == null) {
            throw new Rejected(member + " is missing");
        }
        return text;
    }

    /** Ids and names; products that count their users send numbers. */
    private static String name(Map<String, Object> members, String member) throws Rejected {
        Object value = members.get(member);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String) && !(value instanceof Number)) {
            throw new Rejected(member + " must be a string");
        }
        String text = value.toString();
        if (text.length() > Limits.NAME_CHARACTERS) {
            throw new Rejected(member + " has at most %d characters".formatted(Limits.NAME_CHARACTERS));
        }
        return text.isBlank() ? null : text;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> members, String member) throws Rejected {
        Object value = members.get(member);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map)) {
            throw new Rejected(member + " must be a JSON object");
        }
        return (Map<String, Object>) value;
    }
}

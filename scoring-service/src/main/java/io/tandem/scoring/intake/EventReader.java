package io.tandem.scoring.intake;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.tandem.kit.web.WrittenTime;
import io.tandem.scoring.intake.Envelope.Slice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the events of one call of one source, and writes each as a {@link io.tandem.contracts.TrackedEvent}. */
final class EventReader {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final ObjectReader OBJECTS = new ObjectMapper().readerFor(OBJECT);
    private static final ObjectWriter WRITER = new ObjectMapper().writer();
    private static final JsonStringEncoder STRINGS = JsonStringEncoder.getInstance();
    private static final byte[] NOTHING = {'{', '}'};

    private static final byte[] USER_ID = bytes(",\"userId\":");
    private static final byte[] ANONYMOUS_ID = bytes(",\"anonymousId\":");
    private static final byte[] PREVIOUS_ID = bytes(",\"previousId\":");
    private static final byte[] GROUP_ID = bytes(",\"groupId\":");
    private static final byte[] EVENT = bytes(",\"event\":");
    private static final byte[] PROPERTIES = bytes(",\"properties\":");
    private static final byte[] TRAITS = bytes(",\"traits\":");
    private static final byte[] CONTEXT = bytes(",\"context\":");
    private static final byte[] TIMESTAMP = bytes(",\"timestamp\":");
    private static final byte[] ORIGINAL_TIMESTAMP = bytes(",\"originalTimestamp\":");
    private static final byte[] SENT_AT = bytes(",\"sentAt\":");
    private static final Map<Call, byte[]> TYPES = new EnumMap<>(Arrays.stream(Call.values())
            .filter(Call::isSingle)
            .collect(Collectors.toMap(Function.identity(), call -> bytes(",\"type\":\"" + call.type() + "\""))));

    private final Envelope envelope;
    private final UUID sourceId;
    private final Instant receivedAt;
    private final Slice sharedContext;
    private final Supplier<String> missingIds;
    private final boolean ofThePast;

    /** What the events of one call have in common, as it is read and written. */
    private final Instant batchSentAt;

    private final byte[] head;
    private final byte[] receivedAtEnd;

    private EventReader(
            Envelope envelope,
            UUID sourceId,
            Instant receivedAt,
            Slice sharedContext,
            Supplier<String> missingIds,
            boolean ofThePast) {
        this.envelope = envelope;
        this.sourceId = sourceId;
        this.receivedAt = receivedAt;
        this.sharedContext = sharedContext;
        this.missingIds = missingIds;
        this.ofThePast = ofThePast;
        batchSentAt = EventTime.parse(envelope.sentAt());
        head = bytes("{\"sourceId\":\"" + sourceId + "\",\"messageId\":");
        receivedAtEnd =
                bytes(",\"receivedAt\":\"" + new String(WrittenTime.of(receivedAt), StandardCharsets.US_ASCII) + "\"}");
    }

    static EventReader ofSingle(Envelope envelope, UUID sourceId, Instant receivedAt) {
        return new EventReader(
                envelope, sourceId, receivedAt, null, () -> UUID.randomUUID().toString(), false);
    }

    /**
     * A call of the past. It arrives long after it was sent, which says nothing of the sender's clock, so its time is taken
     * as it is.
     *
     * @param missingIds makes a message id where the sender gave none
     */
    static EventReader ofRow(Envelope envelope, UUID sourceId, Instant receivedAt, Supplier<String> missingIds) {
        return new EventReader(envelope, sourceId, receivedAt, null, missingIds, true);
    }

    /** The context beside the batch belongs to each of its events. */
    static EventReader ofBatch(Envelope envelope, UUID sourceId, Instant receivedAt) throws Rejected {
        if (envelope.context() != null) {
            EventMembers.of(envelope.body(), envelope.context(), "context");
        }
        return new EventReader(
                envelope,
                sourceId,
                receivedAt,
                envelope.context(),
                () -> UUID.randomUUID().toString(),
                false);
    }

    /** An event of a batch, which says itself what it is. */
    AcceptedEvent readItem(Slice slice) throws Rejected {
        EventMembers members = EventMembers.of(envelope.body(), slice, "an event");
        String type = members.text("type");
        if (type == null) {
            throw new Rejected("type is missing");
        }
        return event(Call.ofType(type).orElseThrow(() -> new Rejected("type is not one of the calls")), members);
    }

    /** The event that is the whole body. */
    AcceptedEvent readSingle(Call call) throws Rejected {
        return event(call, EventMembers.of(envelope.body(), new Slice(0, envelope.body().length, true), "an event"));
    }

    private AcceptedEvent event(Call call, EventMembers members) throws Rejected {
        String userId = members.name("userId");
        String anonymousId = members.name("anonymousId");
        if (userId == null && anonymousId == null) {
            throw new Rejected("userId or anonymousId is missing");
        }
        String given = members.name("messageId");
        String messageId = given != null ? given.strip() : missingIds.get();
        String time = members.text("timestamp");
        Instant original = EventTime.parse(time != null ? time : members.text("originalTimestamp"));
        Instant sentAt = envelope.sentAt() != null ? batchSentAt : EventTime.parse(members.text("sentAt"));
        try (ByteArrayBuilder json = new ByteArrayBuilder(512)) {
            json.write(head);
            string(json, messageId);
            json.write(TYPES.get(call));
            string(json, USER_ID, userId);
            string(json, ANONYMOUS_ID, anonymousId);
            string(json, PREVIOUS_ID, call == Call.ALIAS ? members.required("previousId") : members.name("previousId"));
            string(json, GROUP_ID, call == Call.GROUP ? members.required("groupId") : members.name("groupId"));
            string(json, EVENT, call == Call.TRACK ? members.required("event") : null);
            json.write(PROPERTIES);
            properties(json, call, members);
            json.write(TRAITS);
            copy(json, members.object("traits"));
            json.write(CONTEXT);
            context(json, members.object("context"));
            time(json, TIMESTAMP, EventTime.corrected(original, ofThePast ? null : sentAt, receivedAt));
            time(json, ORIGINAL_TIMESTAMP, original);
            time(json, SENT_AT, sentAt);
            json.write(receivedAtEnd);
            String key = sourceId + ":" + (userId != null ? userId : anonymousId);
            return new AcceptedEvent(sourceId, messageId, key, receivedAt, json.toByteArray());
        }
    }

    /** Pages and screens are named beside their properties; one place is enough for those who read them. */
    private void properties(ByteArrayBuilder json, Call call, EventMembers members) throws Rejected {
        Slice properties = members.object("properties");
        String name = null;
        String category = null;
        if (call == Call.PAGE || call == Call.SCREEN) {
            name = members.name("name");
            category = members.name("category");
        }
        if (name == null && category == null) {
            copy(json, properties);
            return;
        }
        Map<String, Object> named = new LinkedHashMap<>(objectAt(properties));
        if (name != null) {
            named.putIfAbsent("name", name);
        }
        if (category != null) {
            named.putIfAbsent("category", category);
        }
        write(json, named);
    }

    private void context(ByteArrayBuilder json, Slice own) {
        if (sharedContext == null || own == null) {
            copy(json, own == null ? sharedContext : own);
            return;
        }
        Map<String, Object> merged = new LinkedHashMap<>(objectAt(sharedContext));
        merged.putAll(objectAt(own));
        write(json, merged);
    }

    private Map<String, Object> objectAt(Slice slice) {
        try {
            return slice == null ? Map.of() : OBJECTS.readValue(envelope.body(), slice.start(), slice.length());
        } catch (IOException impossible) {
            throw new UncheckedIOException("what was read before cannot be read again", impossible);
        }
    }

    private static void write(ByteArrayBuilder json, Map<String, Object> object) {
        try {
            WRITER.writeValue(json, object);
        } catch (IOException impossible) {
            throw new UncheckedIOException("what was read cannot be written", impossible);
        }
    }

    private void copy(ByteArrayBuilder json, Slice object) {
        if (object == null) {
            json.write(NOTHING);
        } else {
            json.write(envelope.body(), object.start(), object.length());
        }
    }

    private static void time(ByteArrayBuilder json, byte[] name, Instant time) {
        if (time != null) {
            json.write(name);
            json.write('"');
            json.write(WrittenTime.of(time));
            json.write('"');
        }
    }

    private static void string(ByteArrayBuilder json, byte[] name, String text) {
        if (text != null) {
            json.write(name);
            string(json, text);
        }
    }

    private static void string(ByteArrayBuilder json, String text) {
        json.write('"');
        json.write(STRINGS.quoteAsUTF8(text));
        json.write('"');
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.ISO_8859_1);
    }
}

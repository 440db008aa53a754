package io.tandem.scoring;

import io.tandem.contracts.TrackedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Builds calls of an SDK as the intake accepts them. */
public final class TestCall {
    private final String type;
    private final String event;
    private UUID source = UUID.randomUUID();
    private String messageId = UUID.randomUUID().toString();
    private String userId;
    private String anonymousId;
    private String previousId;
    private String groupId;
    private Map<String, Object> properties = Map.of();
    private Map<String, Object> traits = Map.of();
    private Instant at = Instant.now();
    private Instant receivedAt = Instant.now();

    private TestCall(String type, String event) {
        this.type = type;
        this.event = event;
    }

    public static TestCall track(String event) {
        return new TestCall("track", event);
    }

    public static TestCall page() {
        return new TestCall("page", null);
    }

    public static TestCall identify(String userId, Map<String, Object> traits) {
        TestCall call = new TestCall("identify", null).user(userId);
        call.traits = traits;
        return call;
    }

    public static TestCall group(String groupId, Map<String, Object> traits) {
        TestCall call = new TestCall("group", null);
        call.groupId = groupId;
        call.traits = traits;
        return call;
    }

    public static TestCall alias(String previousId, String userId) {
        TestCall call = new TestCall("alias", null).user(userId);
        call.previousId = previousId;
        return call;
    }

    public TestCall from(UUID sourceId) {
        source = sourceId;
        return this;
    }

    public TestCall message(String id) {
        messageId = id;
        return this;
    }

    public TestCall user(String id) {
        userId = id;
        return this;
    }

    public TestCall anonymous(String id) {
        anonymousId = id;
        return this;
    }

    public TestCall with(Map<String, Object> values) {
        properties = values;
        return this;
    }

    public TestCall at(Instant time) {
        at = time;
        return this;
    }

    public TestCall received(Instant time) {
        receivedAt = time;
        return this;
    }

    public TrackedEvent made() {
        return new TrackedEvent(
                source,
                messageId,
                type,
                userId,
                anonymousId,
                previousId,
                groupId,
                event,
                properties,
                traits,
                Map.of(),
                at,
                at,
                null,
                receivedAt);
    }
}

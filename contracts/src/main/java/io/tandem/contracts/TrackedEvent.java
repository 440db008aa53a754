package io.tandem.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One call of a Segment-compatible SDK, as accepted. Topic {@code tracked-events.v1}, keyed by source and user so that
 * the repetitions of one event meet on one partition.
 *
 * @param type {@code track}, {@code identify}, {@code group}, {@code page}, {@code screen} or {@code alias}
 * @param event name of a {@code track} event, else null
 * @param traits of {@code identify} and {@code group}
 * @param timestamp when it happened, corrected for the sender's clock
 * @param originalTimestamp as the sender's clock said, or null
 * @param sentAt when the sender's clock said it was sent, or null
 */
public record TrackedEvent(
        UUID sourceId,
        String messageId,
        String type,
        String userId,
        String anonymousId,
        String previousId,
        String groupId,
        String event,
        Map<String, Object> properties,
        Map<String, Object> traits,
        Map<String, Object> context,
        Instant timestamp,
        Instant originalTimestamp,
        Instant sentAt,
        Instant receivedAt)
        implements Event {
    @Override
    public String key() {
        return sourceId + ":" + (userId != null ? userId : anonymousId);
    }
}

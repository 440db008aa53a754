package io.tandem.kit.delivery;

import java.util.Map;
import java.util.UUID;

/**
 * Somebody replayed a dead letter or threw it away: fired in the same transaction, for the service's audit trail.
 *
 * @param action {@code dead-letter.replayed} or {@code dead-letter.discarded}
 * @param letter where the record is from; nothing of what it says, which may be of people
 */
public record DeadLetterEnded(String action, String who, UUID eventId, Map<String, Object> letter) {
    static DeadLetterEnded of(String action, String who, DeadLetterView letter) {
        return new DeadLetterEnded(
                "dead-letter." + action,
                who,
                letter.eventId(),
                Map.of(
                        "id",
                        letter.id(),
                        "consumer",
                        letter.consumer(),
                        "topic",
                        letter.topic(),
                        "partition",
                        letter.partition(),
                        "offset",
                        letter.offset()));
    }
}

package io.tandem.scoring.usage;

import io.tandem.contracts.TrackedEvent;
import java.util.UUID;

/** What makes a call the same call when it is sent again. */
record MessageKey(UUID sourceId, String messageId) {
    static MessageKey of(TrackedEvent call) {
        return new MessageKey(call.sourceId(), call.messageId());
    }
}

package io.tandem.scoring.usage;

import io.tandem.scoring.models.EventMatching;
import io.tandem.scoring.signals.RollupService;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A call as it is kept.
 *
 * @param generation of the measures that it was counted for when it arrived
 */
record KeptCall(
        UUID sourceId,
        String messageId,
        String type,
        String event,
        String userKey,
        Instant at,
        Map<String, Object> properties,
        int generation) {

    Stream<Usage> usage(EventMatching matching) {
        return Usage.of(userKey, type, event, properties, at, matching);
    }

    RollupService.Call call() {
        return new RollupService.Call(userKey, type, event, properties, at, messageId);
    }
}

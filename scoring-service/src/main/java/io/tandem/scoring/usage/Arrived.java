package io.tandem.scoring.usage;

import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.signals.RollupService;

/** A call as it came in, with what is known of it. */
record Arrived(TrackedEvent event, RollupService.Call call) {
    static Arrived of(TrackedEvent event) {
        return new Arrived(event, Usage.call(event));
    }
}

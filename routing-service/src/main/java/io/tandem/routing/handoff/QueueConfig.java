package io.tandem.routing.handoff;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "tandem.routing.queue")
interface QueueConfig {
    /** How often the queue looks for reps whose working hours have begun or whose absence is over. */
    Duration every();
}

package io.tandem.routing.handoff;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tandem.routing.handoff")
interface HandoffConfig {
    /** For so long an account that everybody declined is not handed over again for the same signals. */
    @WithDefault("P30D")
    Duration coolDown();

    /** For so long an account may be put back at most. */
    @WithDefault("P730D")
    Duration longestRest();

    /** How often the queue looks for reps whose working hours have begun or whose absence is over. */
    @WithDefault("10s")
    Duration queueEvery();
}

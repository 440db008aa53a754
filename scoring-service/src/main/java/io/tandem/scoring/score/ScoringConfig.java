package io.tandem.scoring.score;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What this instance does of scoring. */
@ConfigMapping(prefix = "tandem.scoring")
public interface ScoringConfig {
    /** Whether it counts usage and scores accounts; else it only takes events in. */
    @WithDefault("true")
    boolean enabled();
}

package io.tandem.scoring.signals;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much is kept for signals, and how soon they are looked at. */
@ConfigMapping(prefix = "tandem.scoring.signals")
public interface SignalsConfig {
    /** Days for which daily counts are kept. Patterns look back 91 days at most. */
    @WithDefault("120")
    @Min(105)
    @Max(400)
    int retentionDays();

    /** So long after usage that no signal waits for, the account is looked at. */
    @WithDefault("1m")
    Duration settle();
}

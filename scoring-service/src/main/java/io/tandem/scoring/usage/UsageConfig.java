package io.tandem.scoring.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How long raw usage is kept. */
@ConfigMapping(prefix = "tandem.scoring.usage")
public interface UsageConfig {
    /** Days for which raw events are kept. */
    @WithDefault("30")
    @Min(7)
    int retentionDays();

    /**
     * Days for which a repeated message is recognised, at most those for which raw events are kept. Each is looked up for
     * each event. What is imported is compared with all that is kept.
     */
    @WithDefault("7")
    @Min(7)
    int repetitionDays();
}

package io.tandem.scoring.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How long raw usage is kept. */
@ConfigMapping(prefix = "tandem.scoring.usage")
public interface UsageConfig {
    /** Days for which raw events are kept; a repeated message is recognised for as long. */
    @WithDefault("30")
    @Min(7)
    int retentionDays();
}

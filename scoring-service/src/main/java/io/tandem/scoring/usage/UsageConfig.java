package io.tandem.scoring.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How long usage is kept that is not bounded by itself. */
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

    /** Of so many versions of the scoring model before the one in force everything is counted, so that they come back at once. */
    @WithDefault("20")
    @Min(1)
    int versionsCounted();

    /** Days after which an anonymous id that belongs to nobody is forgotten with all that it did. */
    @WithDefault("180")
    @Min(30)
    int visitorDays();
}

package io.tandem.scoring.score;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How long the course of scores is kept. */
@ConfigMapping(prefix = "tandem.scoring.history")
public interface HistoryConfig {
    /** Days for which a score an hour is kept. */
    @WithDefault("90")
    @Min(1)
    int hourlyDays();

    /** Days for which a score a day is kept, and what changed at accounts. */
    @WithDefault("1095")
    @Min(1)
    int dailyDays();

    /**
     * Days for which is kept on which days people did the steps of an activation of several. Steps may lie 730 days apart;
     * an activation that may have begun before what is kept stays as it was found.
     */
    @WithDefault("1095")
    @Min(760)
    int stepDays();
}

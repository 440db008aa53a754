package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Rules of engagement that decay alike.
 *
 * @param cap the most points that they give together
 * @param halfLifeDays after so many days an event is worth half
 */
public record EngagementGroup(String group, BigDecimal cap, int halfLifeDays, List<EngagementRule> rules) {
    public EngagementGroup {
        rules = Lists.copy(rules);
    }

    public Duration halfLife() {
        return Duration.ofDays(halfLifeDays);
    }
}

package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * What counts as use of the product, decayed over time. An event counts under every rule that it matches.
 *
 * @param cap the most points that all groups give together
 */
public record Engagement(BigDecimal cap, List<EngagementGroup> groups) {
    public Engagement {
        groups = Lists.copy(groups);
    }

    public Stream<EngagementRule> rules() {
        return groups.stream().flatMap(group -> group.rules().stream());
    }
}

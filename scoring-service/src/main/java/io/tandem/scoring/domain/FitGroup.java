package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * Criteria of fit that belong together.
 *
 * @param cap the most points that they give together
 */
public record FitGroup(String group, BigDecimal cap, List<Criterion> criteria) {
    public FitGroup {
        criteria = Lists.copy(criteria);
    }
}

package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * How well the company and its people match the ideal customer profile.
 *
 * @param cap the most points that all groups give together
 */
public record Fit(BigDecimal cap, List<FitGroup> groups) {
    public Fit {
        groups = Lists.copy(groups);
    }
}

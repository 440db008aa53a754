package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * Where grades change: at least the first is A or 1, the second B or 2, the third C or 3, less is D or 4.
 *
 * @param fit three points of fit, falling, for the letter
 * @param engagement three points of engagement, falling, for the digit
 */
public record Grades(List<BigDecimal> fit, List<BigDecimal> engagement) {
    public Grades {
        fit = Lists.copy(fit);
        engagement = Lists.copy(engagement);
    }
}

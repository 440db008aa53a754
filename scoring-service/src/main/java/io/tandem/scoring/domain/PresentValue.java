package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many events of one moment sums of weights are worth then, see {@link ForwardDecay}. The weight of the moment is
 * worked out once for each half-life, for all rules and people.
 */
final class PresentValue {
    private final Instant now;
    private final Map<Duration, BigDecimal> weights = new HashMap<>();

    PresentValue(Instant now) {
        this.now = now;
    }

    BigDecimal of(BigDecimal sumOfWeights, Duration halfLife) {
        return sumOfWeights.divide(
                weights.computeIfAbsent(halfLife, each -> ForwardDecay.weight(now, each)), MathContext.DECIMAL64);
    }
}

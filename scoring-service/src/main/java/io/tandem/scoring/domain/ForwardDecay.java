package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * Exponential forward decay after Cormode, Shkapenyuk, Srivastava and Xu, <i>Forward Decay: A Practical Time Decay
 * Model for Streaming Systems</i>, ICDE 2009: an event weighs {@code 2^((t − LANDMARK) / halfLife)} once and for all,
 * and a sum of weights is brought to the present by dividing it by the weight of now, see {@link PresentValue}.
 *
 * <p>Weights are decimals with a fixed number of places, so that adding them is exact: a sum is the same whatever the
 * order and grouping in which its events arrive, which floating point does not give.
 */
public final class ForwardDecay {
    /** All weights count from here. Changing it means computing every stored sum anew. */
    public static final Instant LANDMARK = Instant.parse("2020-01-01T00:00:00Z");

    private static final int PLACES = 9;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private ForwardDecay() {}

    /** What one event at this time weighs. */
    public static BigDecimal weight(Instant at, Duration halfLife) {
        double halvings = (double) Duration.between(LANDMARK, at).toMillis() / halfLife.toMillis();
        int whole = (int) Math.floor(halvings);
        // StrictMath gives the same bits on every machine; the fraction keeps the power small, so nothing overflows.
        BigDecimal fraction = new BigDecimal(StrictMath.pow(2, halvings - whole));
        BigDecimal weight = whole >= 0
                ? fraction.multiply(TWO.pow(whole))
                : fraction.divide(TWO.pow(-whole), MathContext.DECIMAL128);
        return weight.setScale(PLACES, RoundingMode.HALF_EVEN);
    }
}

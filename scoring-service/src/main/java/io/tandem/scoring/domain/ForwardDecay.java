package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.math.BigInteger;
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

    /** Of a double, without the first, which is always 1. */
    private static final int SIGNIFICANT_BITS = 52;

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private ForwardDecay() {}

    /** What one event at this time weighs. */
    public static BigDecimal weight(Instant at, Duration halfLife) {
        double halvings = (double) Duration.between(LANDMARK, at).toMillis() / halfLife.toMillis();
        int whole = (int) Math.floor(halvings);
        // StrictMath gives the same bits on every machine; the fraction keeps the power small, so nothing overflows.
        double fraction = StrictMath.pow(2, halvings - whole);
        int lastBit = Math.getExponent(fraction) - SIGNIFICANT_BITS + whole;
        if (lastBit >= 0) {
            // A whole number, as from some years after the landmark: it needs no arithmetic with many decimal places.
            long significand =
                    Double.doubleToRawLongBits(fraction) & (1L << SIGNIFICANT_BITS) - 1 | 1L << SIGNIFICANT_BITS;
            return new BigDecimal(BigInteger.valueOf(significand).shiftLeft(lastBit)).setScale(PLACES);
        }
        return exactly(fraction, whole);
    }

    /** The product of a number from 1 to 2 and a power of two. */
    static BigDecimal exactly(double fraction, int whole) {
        BigDecimal weight = whole >= 0
                ? new BigDecimal(fraction).multiply(TWO.pow(whole))
                : new BigDecimal(fraction).divide(TWO.pow(-whole), MathContext.DECIMAL128);
        return weight.setScale(PLACES, RoundingMode.HALF_EVEN);
    }
}

package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds when the passing of time alone makes a score worth another grade or stage. */
public final class Crossings {
    /** Each of some rules rounds to a hundredth, so a sum may cross so much before the unrounded one does. */
    private static final double ROUNDING = 0.1;

    private Crossings() {}

    /**
     * A time before which an engagement that fades cannot fall below the highest of these thresholds that it has
     * reached. An engagement of e is after a time of t still at least e · 2^(−t / half-life): what is above its cap fades
     * later, what has a longer half-life slower. So e falls to c after half-life · log2(e / c) at the earliest.
     *
     * @param halfLife the shortest of the model
     * @param latest answered when that time is later, or never
     */
    public static Instant notBefore(
            double engagement, Stream<BigDecimal> thresholds, Duration halfLife, Instant now, Instant latest) {
        double next = thresholds
                .mapToDouble(BigDecimal::doubleValue)
                .filter(threshold -> threshold > 0 && threshold <= engagement)
                .max()
                .orElse(0);
        if (next == 0) {
            return latest;
        }
        double halvings = Math.log(engagement / (next + ROUNDING)) / Math.log(2);
        if (halvings <= 0) {
            return now;
        }
        double millis = halvings * halfLife.toMillis();
        return millis >= Duration.between(now, latest).toMillis() ? latest : now.plusMillis((long) millis);
    }

    /**
     * The first millisecond at which something has changed that stays changed, or {@code latest} if that is not before.
     */
    public static Instant first(Predicate<Instant> changed, Instant now, Instant latest) {
        if (!changed.test(latest)) {
            return latest;
        }
        long before = now.toEpochMilli();
        long after = latest.toEpochMilli();
        while (after - before > 1) {
            long middle = before + (after - before) / 2;
            if (changed.test(Instant.ofEpochMilli(middle))) {
                after = middle;
            } else {
                before = middle;
            }
        }
        return Instant.ofEpochMilli(after);
    }
}

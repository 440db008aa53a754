package io.tandem.scoring.domain;

import io.tandem.contracts.Contribution;
import io.tandem.contracts.Score;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds when the passing of time alone makes a score worth another grade or stage. */
public final class Crossings {
    /** A rule rounds to half a hundredth up or down, now and then. */
    private static final double ROUNDING = 0.01;

    /** So often it is looked whether something changes for a while, where points that are taken away come back. */
    private static final Duration STEP = Duration.ofMinutes(30);

    private Crossings() {}

    /**
     * An engagement and what moves it by itself.
     *
     * @param given what rules give, before caps
     * @param taken what rules take away, above 0 where points are negative
     * @param parts how many rules give or take
     */
    public record Moving(double points, double given, double taken, int parts) {
        static Moving of(Score score, CompiledModel model) {
            double given = 0;
            double taken = 0;
            int parts = 0;
            for (Contribution part : score.explanation()) {
                if (part.group().equals(Scoring.ENGAGEMENT)
                        && model.engagementRules().contains(part.rule())) {
                    given += Math.max(0, part.points());
                    taken -= Math.min(0, part.points());
                    parts++;
                }
            }
            return new Moving(score.engagement(), given, taken, parts);
        }

        boolean onlyFades() {
            return taken == 0;
        }
    }

    /**
     * A time before which an engagement cannot by itself fall below the highest of some thresholds that it has reached, nor
     * reach the lowest of others.
     *
     * <p>Where nothing is taken away, an engagement of e is after a time of t still at least e · 2^(−t / half-life): what
     * is above its cap fades later, what has a longer half-life slower. So e falls to c after half-life · log2(e / c) at
     * the earliest. Else what is given loses at most 1 − 2^(−t / half-life) of itself, and so does what is taken away,
     * which is a gain; caps only lessen either. So e falls to c after half-life · log2(given / (given − (e − c))) at the
     * earliest, and rises to c after half-life · log2(taken / (taken − (c − e))), if ever.
     *
     * @param halfLife the shortest of the model
     * @param latest answered when that time is later, or never
     */
    public static Instant notBefore(
            Moving engagement,
            Stream<BigDecimal> falling,
            Stream<BigDecimal> rising,
            Duration halfLife,
            Instant now,
            Instant latest) {
        double rounding = ROUNDING * (engagement.parts() + 1);
        double below = falling.mapToDouble(BigDecimal::doubleValue)
                .filter(threshold -> threshold > 0 && threshold <= engagement.points())
                .max()
                .orElse(0);
        double halvings = Double.POSITIVE_INFINITY;
        if (below > 0) {
            halvings = engagement.onlyFades()
                    ? log2(engagement.points() / (below + rounding))
                    : halvings(engagement.given(), engagement.points() - below - rounding);
        }
        if (!engagement.onlyFades()) {
            double above = rising.mapToDouble(BigDecimal::doubleValue)
                    .filter(threshold -> threshold > engagement.points())
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
            halvings = Math.min(halvings, halvings(engagement.taken(), above - engagement.points() - rounding));
        }
        if (halvings <= 0) {
            return now;
        }
        double millis = halvings * halfLife.toMillis();
        return millis >= Duration.between(now, latest).toMillis() ? latest : now.plusMillis((long) millis);
    }

    /** After how many half-lives so much of a whole has faded, at the earliest. */
    private static double halvings(double whole, double part) {
        return part >= whole ? Double.POSITIVE_INFINITY : log2(whole / (whole - Math.max(0, part)));
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    /**
     * The first millisecond at which something has changed, or {@code latest} if that is not before.
     *
     * @param forGood whether what has changed stays changed; else what changes back within half an hour may be missed
     */
    public static Instant first(Predicate<Instant> changed, boolean forGood, Instant now, Instant latest) {
        Instant from = now;
        if (!forGood) {
            Instant next = from.plus(STEP);
            while (next.isBefore(latest) && !changed.test(next)) {
                from = next;
                next = from.plus(STEP);
            }
            if (next.isBefore(latest)) {
                return first(changed, from, next);
            }
        }
        return changed.test(latest) ? first(changed, from, latest) : latest;
    }

    private static Instant first(Predicate<Instant> changed, Instant unchanged, Instant until) {
        long before = unchanged.toEpochMilli();
        long after = until.toEpochMilli();
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

package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose doing an account's engagement is. What a rule gives is shared out by what each person's events are worth now;
 * what a cap takes away is taken from those who have points, in proportion. Hundredths are shared out by the largest
 * remainder, so that the parts add up to the engagement exactly.
 */
public final class EngagementShares {
    private EngagementShares() {}

    /** A person's part of the engagement of their account. */
    public record Share(String who, double points) {}

    /**
     * @param account with the people of every rule
     * @return who has any part, most first
     */
    public static List<Share> of(CompiledModel model, AccountFacts account, Instant now) {
        Engagement engagement = model.definition().engagement();
        Map<String, Object> variables = Variables.of(account);
        PresentValue present = new PresentValue(now);
        Map<String, Long> all = new TreeMap<>();
        for (EngagementGroup group : engagement.groups()) {
            Map<String, Long> ofGroup = new TreeMap<>();
            for (EngagementRule rule : group.rules()) {
                Map<String, BigDecimal> weights = Scoring.weights(rule, model, account, variables);
                BigDecimal sum = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                long points = Scoring.hundredths(rule, group, sum, present);
                split(points, weights).forEach((who, part) -> ofGroup.merge(who, part, Long::sum));
            }
            limit(ofGroup, Long.MIN_VALUE, Scoring.hundredths(group.cap()));
            ofGroup.forEach((who, part) -> all.merge(who, part, Long::sum));
        }
        limit(all, 0, Scoring.hundredths(engagement.cap()));
        return all.entrySet().stream()
                .filter(share -> share.getValue() != 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(share -> new Share(share.getKey(), Scoring.points(share.getValue())))
                .toList();
    }

    private static void limit(Map<String, Long> shares, long least, long most) {
        long sum = shares.values().stream().mapToLong(Long::longValue).sum();
        if (sum > most) {
            take(shares, sum - most, 1);
        } else if (sum < least) {
            take(shares, sum - least, -1);
        }
    }

    /** Takes this much from those whose parts have this sign. */
    private static void take(Map<String, Long> shares, long hundredths, int sign) {
        Map<String, BigDecimal> weights = new TreeMap<>();
        shares.forEach((who, part) -> {
            if (Long.signum(part) == sign) {
                weights.put(who, BigDecimal.valueOf(Math.abs(part)));
            }
        });
        split(hundredths, weights).forEach((who, part) -> shares.merge(who, -part, Long::sum));
    }

    /** Shares out a whole number in proportion to these weights, without rest. */
    static Map<String, Long> split(long whole, Map<String, BigDecimal> weights) {
        BigDecimal sum = weights.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Map<String, Long> parts = new TreeMap<>();
        if (sum.signum() == 0) {
            return parts;
        }
        Map<String, BigDecimal> remainders = new HashMap<>();
        long rest = Math.abs(whole);
        for (Map.Entry<String, BigDecimal> weight : weights.entrySet()) {
            BigDecimal exact = BigDecimal.valueOf(Math.abs(whole))
                    .multiply(weight.getValue())
                    .divide(sum, MathContext.DECIMAL128);
            long part = exact.setScale(0, RoundingMode.DOWN).longValueExact();
            parts.put(weight.getKey(), part);
            remainders.put(weight.getKey(), exact.subtract(BigDecimal.valueOf(part)));
            rest -= part;
        }
        List<String> byRemainder = new ArrayList<>(parts.keySet());
        byRemainder.sort(Comparator.comparing((String who) -> remainders.get(who))
                .reversed()
                .thenComparing(who -> who));
        for (String who : byRemainder.subList(0, (int) rest)) {
            parts.merge(who, 1L, Long::sum);
        }
        parts.replaceAll((who, part) -> whole < 0 ? -part : part);
        return parts;
    }
}

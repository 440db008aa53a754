package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * An account's events under one engagement rule.
 *
 * @param weights sum of {@link ForwardDecay#weight}
 * @param firstBy who sent the first of them, as people are shown
 * @param firstDetail the properties of the first that the rule keeps
 */
public record RuleUsage(
        String rule,
        long events,
        BigDecimal weights,
        Instant firstAt,
        Instant lastAt,
        String firstBy,
        Map<String, Object> firstDetail) {}

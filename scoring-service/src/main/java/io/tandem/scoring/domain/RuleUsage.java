package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * An account's events under one rule of the model.
 *
 * @param weights sum of {@link Measure#weight}
 * @param firstBy who sent the first of them, as people are shown
 * @param firstDetail the properties of the first that the rule keeps
 */
public record RuleUsage(
        long events,
        BigDecimal weights,
        Instant firstAt,
        Instant lastAt,
        String firstBy,
        Map<String, Object> firstDetail) {}

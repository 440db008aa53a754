package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Points for what an account or its people are, in one of two ways; they may be negative.
 *
 * <p>By {@code field}, an answer of the form, else what is known of the company from elsewhere. The first of these that
 * applies: the points of this very value, of the first band with a word that occurs in it, else {@code otherwise} for
 * anything stated.
 *
 * <p>By {@code when}, a CEL condition over {@code account}, {@code plan} and {@code person}: {@code points} if it holds.
 * One that names {@code person} holds if it does for anybody known at the account, of the 50 most active.
 *
 * @param field one of {@link #FIELDS}
 * @param reason in words a salesperson reads; {@code {value}} stands for the field's value
 */
public record Criterion(
        String rule,
        String field,
        Map<String, BigDecimal> values,
        List<WordBand> words,
        BigDecimal otherwise,
        String when,
        BigDecimal points,
        String reason) {
    public static final Set<String> FIELDS = Set.of("companySize", "domain", "role", "useCase", "country", "industry");

    public Criterion {
        values = values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
        words = Lists.copy(words);
        otherwise = otherwise == null ? BigDecimal.ZERO : otherwise;
    }

    /** Points for an answer in which one of these words or phrases occurs. */
    public record WordBand(BigDecimal points, List<String> any) {
        public WordBand {
            any = Lists.copy(any);
        }
    }
}

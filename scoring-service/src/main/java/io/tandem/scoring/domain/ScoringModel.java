package io.tandem.scoring.domain;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How accounts are scored, as data: criteria of fit, rules of engagement, grades and signals.
 *
 * @param activation the engagement rule whose first event activates an account
 */
public record ScoringModel(
        String version,
        String description,
        Fit fit,
        Engagement engagement,
        List<BigDecimal> gradeCuts,
        String activation,
        List<SignalRule> signals) {

    public ScoringModel {
        gradeCuts = List.copyOf(gradeCuts);
        signals = List.copyOf(signals);
        require(gradeCuts.size() == 3, "a model has three grade cuts");
        require(engagement.named(activation).isPresent(), "activation names an engagement rule");
        for (SignalRule signal : signals) {
            require(
                    signal.rule() == null
                            ? signal.people() >= 2 && signal.people() <= SignalRule.MOST_PEOPLE
                            : engagement.named(signal.rule()).isPresent(),
                    "signal " + signal.name() + " needs people (2 to " + SignalRule.MOST_PEOPLE
                            + ") or an engagement rule");
        }
    }

    /** The criteria that match a company and a person against the ideal customer profile. */
    public record Fit(BigDecimal cap, List<Criterion> criteria) {
        public Fit {
            criteria = List.copyOf(criteria);
        }
    }

    /**
     * Points for one answer of the form. The first of these that applies: the points of this very value, of the first
     * band with a word that occurs in it, else {@code otherwise} for anything stated.
     *
     * @param field {@code companySize}, {@code domain}, {@code role}, {@code useCase}, {@code country} or {@code
     *     industry}
     */
    public record Criterion(
            String rule,
            String field,
            Map<String, BigDecimal> values,
            List<WordBand> words,
            BigDecimal otherwise,
            String reason) {
        private static final Set<String> FIELDS =
                Set.of("companySize", "domain", "role", "useCase", "country", "industry");

        public Criterion {
            require(FIELDS.contains(field), "nothing is known under the field " + field);
            values = values == null ? Map.of() : Map.copyOf(values);
            words = words == null ? List.of() : List.copyOf(words);
            otherwise = otherwise == null ? BigDecimal.ZERO : otherwise;
        }
    }

    /** Points for an answer in which one of these words or phrases occurs. */
    public record WordBand(BigDecimal points, List<String> any) {
        public WordBand {
            any = List.copyOf(any);
        }
    }

    /** What counts as use of the product. An event belongs to the first rule that matches it. */
    public record Engagement(BigDecimal cap, int halfLifeDays, List<Rule> rules) {
        public Engagement {
            rules = List.copyOf(rules);
            require(halfLifeDays > 0, "a half-life is at least one day");
        }

        public Duration halfLife() {
            return Duration.ofDays(halfLifeDays);
        }

        public Optional<Rule> ruleOf(String event, Map<String, Object> properties) {
            return rules.stream()
                    .filter(rule -> rule.matches(event, properties))
                    .findFirst();
        }

        public Optional<Rule> named(String name) {
            return rules.stream().filter(rule -> rule.rule().equals(name)).findFirst();
        }
    }

    /**
     * Points for each event of a kind, decaying with age, up to a cap.
     *
     * @param event the event's name; null matches every event
     * @param where properties and the values one of which each must have
     * @param keep properties to keep as evidence for a signal
     */
    public record Rule(
            String rule,
            String event,
            Map<String, List<String>> where,
            BigDecimal points,
            BigDecimal cap,
            List<String> keep,
            String reason) {
        public Rule {
            where = where == null ? Map.of() : Map.copyOf(where);
            keep = keep == null ? List.of() : List.copyOf(keep);
        }

        boolean matches(String name, Map<String, Object> properties) {
            return (event == null || event.equals(name))
                    && where.entrySet().stream()
                            .allMatch(condition ->
                                    condition.getValue().contains(String.valueOf(properties.get(condition.getKey()))));
        }
    }

    /**
     * A pattern worth telling: so many people of one account, or a first event under an engagement rule.
     *
     * @param sentences the first of which every placeholder is known is the reason that people read
     */
    public record SignalRule(String name, int people, String rule, List<String> sentences) {
        /** People are listed in order of arrival up to this many. */
        public static final int MOST_PEOPLE = 10;

        public SignalRule {
            sentences = List.copyOf(sentences);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}

package io.tandem.scoring.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A version of a scoring model, ready to be applied. Immutable, so all threads share it.
 *
 * @param version as scores name it
 * @param conditions evaluates the model's conditions
 * @param measures what is counted for the model, by id
 * @param rulesOf the names under which the model uses a measure, by the measure's id: of engagement rules, and for steps
 *     of activation those of {@link #nameOf(Activation.Step, boolean)}
 * @param engagementRules the names of all rules of engagement
 * @param personConditions the conditions that speak of a person
 * @param personal the measures of rules that ask who did something
 * @param daily the measures of which it is kept on which days events happened
 * @param asksForPlan whether any condition asks for the plan
 */
public record CompiledModel(
        String version,
        ScoringModel definition,
        Conditions conditions,
        Map<String, Measure> measures,
        Map<String, List<String>> rulesOf,
        Set<String> engagementRules,
        Set<String> personConditions,
        Set<String> personal,
        Set<String> daily,
        boolean asksForPlan) {
    private static final Pattern PLAN = Pattern.compile("\\bplan\\s*\\.");
    private static final Pattern PERSON = Pattern.compile("\\bperson\\s*\\.");

    public static CompiledModel of(String version, ScoringModel definition, Conditions conditions) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        Map<String, List<String>> rulesOf = new HashMap<>();
        for (EngagementGroup group : definition.engagement().groups()) {
            for (EngagementRule rule : group.rules()) {
                use(Measure.of(rule, group), rule.rule(), measures, rulesOf);
            }
        }
        for (Activation.Segment segment : definition.activation().segments()) {
            for (Activation.Step step : segment.steps()) {
                boolean ofSeveral = segment.steps().size() > 1;
                use(measureOf(step, ofSeveral, measures), nameOf(step, ofSeveral), measures, rulesOf);
            }
        }
        return new CompiledModel(
                version,
                definition,
                conditions,
                Map.copyOf(measures),
                Map.copyOf(rulesOf),
                definition.engagement().rules().map(EngagementRule::rule).collect(Collectors.toUnmodifiableSet()),
                conditionsOfScores(definition)
                        .filter(condition -> PERSON.matcher(condition).find())
                        .collect(Collectors.toUnmodifiableSet()),
                personal(definition, rulesOf),
                measures.entrySet().stream()
                        .filter(measure -> measure.getValue().daily())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet()),
                Stream.concat(
                                conditionsOfScores(definition),
                                definition.activation().segments().stream()
                                        .map(Activation.Segment::when)
                                        .filter(Objects::nonNull))
                        .anyMatch(condition -> PLAN.matcher(condition).find()));
    }

    /** What is counted for the model's signals, by id. */
    public Map<String, WatchUse> watches() {
        Map<String, WatchUse> watches = new LinkedHashMap<>();
        definition.signals().forEach(rule -> watches.putAll(rule.watches()));
        return watches;
    }

    /** Whether a condition of a score speaks of a person. */
    boolean asksForPerson(String condition) {
        return condition != null && personConditions.contains(condition);
    }

    private static Stream<String> conditionsOfScores(ScoringModel definition) {
        return Stream.concat(
                        definition.fit().groups().stream()
                                .flatMap(group -> group.criteria().stream())
                                .map(Criterion::when),
                        definition.engagement().rules().map(EngagementRule::when))
                .filter(Objects::nonNull);
    }

    private static Set<String> personal(ScoringModel definition, Map<String, List<String>> rulesOf) {
        Set<String> rules = definition
                .engagement()
                .rules()
                .filter(rule ->
                        rule.when() != null && PERSON.matcher(rule.when()).find())
                .map(EngagementRule::rule)
                .collect(Collectors.toSet());
        return rulesOf.entrySet().stream()
                .filter(measure -> measure.getValue().stream().anyMatch(rules::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The name under which {@link AccountFacts#usageByRule()} has what was done of a step. */
    static String nameOf(Activation.Step step, boolean ofSeveral) {
        return (ofSeveral ? "one step " : "step ")
                + step.event()
                + (step.where() == null ? "" : " where " + step.where());
    }

    /** A single step needs to know only when first, which whatever counts the same events tells. */
    private static Measure measureOf(Activation.Step step, boolean ofSeveral, Map<String, Measure> measures) {
        Measure alone = new Measure(List.of(step.event()), step.where(), 0, List.of(), ofSeveral);
        if (ofSeveral) {
            return alone;
        }
        return measures.values().stream()
                .filter(measure ->
                        measure.events().equals(alone.events()) && Objects.equals(measure.where(), alone.where()))
                .findFirst()
                .orElse(alone);
    }

    private static void use(
            Measure measure, String name, Map<String, Measure> measures, Map<String, List<String>> rulesOf) {
        String id = measure.id();
        measures.put(id, measure);
        List<String> names = rulesOf.computeIfAbsent(id, none -> new ArrayList<>());
        if (!names.contains(name)) {
            names.add(name);
        }
    }
}

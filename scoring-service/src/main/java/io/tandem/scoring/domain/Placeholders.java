package io.tandem.scoring.domain;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names that the sentences of a signal may have in braces: what is seen as evidence of its kind. */
final class Placeholders {
    private static final Pattern IN_BRACES = Pattern.compile("\\{([^{}]*)}");

    private static final Set<String> OF_ALL = Set.of("account");
    private static final Set<String> OF_PERIODS = Set.of("from", "to");
    private static final Set<String> OF_PEOPLE = Set.of("who", "others");

    private Placeholders() {}

    /** What a sentence has in braces that is none of them. */
    static Stream<String> unknown(SignalRule rule, String sentence) {
        Set<String> known = of(rule);
        return IN_BRACES
                .matcher(sentence)
                .results()
                .map(MatchResult::group)
                .distinct()
                .filter(braced -> !known.contains(braced.substring(1, braced.length() - 1)));
    }

    static Set<String> of(SignalRule rule) {
        return switch (rule.kind()) {
            case SEVERAL_USERS -> all(OF_PEOPLE, Set.of("users"));
            case EVENT -> all(kept(rule), Set.of("event", "who", "times", "people"));
            case HEAVY_USAGE -> all(OF_PERIODS, Set.of("events", "days"));
            case USAGE_SURGE, USAGE_DECLINE -> all(OF_PERIODS, Set.of("events", "days", "usual", "percent"));
            case ABOVE_COHORT ->
                all(OF_PERIODS, Set.of("events", "days", "cohort", "percentile", "threshold", "accounts"));
            case LIMIT_APPROACHING ->
                all(
                        OF_PERIODS,
                        Set.of(
                                "events",
                                "metric",
                                "used",
                                "allowed",
                                "percent",
                                "perDay",
                                "forecast",
                                "reports",
                                "method"));
            case TEAMMATES_JOINED -> all(OF_PERIODS, OF_PEOPLE, Set.of("events", "invited", "joined", "days"));
            case REPEATED_ENGAGEMENT -> all(OF_PERIODS, Set.of("activeDays", "days"));
            case STEP_STUCK -> all(Set.of("step", "nextStep", "who", "reachedAt", "days"));
            case ACTIVATION -> all(Set.of("activatedAt"));
            case CHURN_RISK -> all(OF_PERIODS, Set.of("days", "activeDays", "beforeDays", "lastActive"));
            case SEATS_GROWN -> all(OF_PERIODS, Set.of("people", "before", "days", "percent"));
            case DEPARTMENTS -> all(OF_PERIODS, OF_PEOPLE, Set.of("departments", "which", "days"));
            case TEAMS -> all(OF_PERIODS, OF_PEOPLE, Set.of("teams", "which", "days"));
            case COMPANY_STANDARDISED -> all(OF_PERIODS, Set.of("people", "ofPeople", "percent", "days"));
            case DEPARTMENT_STANDARDISED ->
                all(OF_PERIODS, Set.of("department", "people", "ofPeople", "percent", "days"));
            case CHAMPION -> all(OF_PERIODS, Set.of("who", "events", "ofEvents", "percent", "joined", "brought"));
            case CHAMPION_QUIET ->
                all(
                        OF_PERIODS,
                        Set.of("who", "events", "ofEvents", "percent", "joined", "brought", "quietDays", "lastActive"));
        };
    }

    /** Properties that are kept; what is in braces is letters, digits and _ alone. */
    private static Set<String> kept(SignalRule rule) {
        Set<String> kept = new TreeSet<>();
        rule.events().stream()
                .filter(Objects::nonNull)
                .flatMap(watch -> watch.keep().stream())
                .filter(name -> name != null && name.matches("\\w+"))
                .forEach(kept::add);
        return kept;
    }

    @SafeVarargs
    private static Set<String> all(Set<String>... some) {
        Set<String> all = new TreeSet<>(OF_ALL);
        for (Set<String> names : some) {
            all.addAll(names);
        }
        return all;
    }
}

package io.tandem.scoring.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What is wrong with the signals of a draft, all of it, each with its place. Conditions are not looked at here. */
public final class SignalFaults {
    /** No pattern may look back further than days are kept. */
    static final int MOST_LOOKBACK = 91;

    private static final int MOST_NAME = 60;

    private SignalFaults() {}

    /** @param fault takes place and reason, place being a JSON pointer such as {@code /signals/2/with/days} */
    public static void find(List<SignalRule> rules, BiConsumer<String, String> fault) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            SignalRule rule = rules.get(i);
            String place = "/signals/" + i;
            if (rule == null) {
                fault.accept(place, "must be given");
                continue;
            }
            if (rule.name() == null
                    || !rule.name().matches("[a-z0-9]+(-[a-z0-9]+)*")
                    || rule.name().length() > MOST_NAME) {
                fault.accept(place + "/name", "must be words of a to z and 0 to 9 joined by -, 60 characters at most");
            } else if (!names.add(rule.name())) {
                fault.accept(place + "/name", "is taken by another signal");
            }
            if (rule.sentences().isEmpty()) {
                fault.accept(place + "/sentences", "must hold one sentence or more");
            }
            for (int j = 0; j < rule.sentences().size(); j++) {
                String sentence = rule.sentences().get(j);
                if (sentence == null || sentence.isBlank() || sentence.length() > 500) {
                    fault.accept(place + "/sentences/" + j, "must be a text of 500 characters at most");
                } else if (rule.kind() != null) {
                    String at = place + "/sentences/" + j;
                    Placeholders.unknown(rule, sentence)
                            .forEach(unknown -> fault.accept(
                                    at,
                                    unknown + " is none of what this signal can tell: "
                                            + String.join(", ", Placeholders.of(rule))));
                }
            }
            if (rule.kind() == null) {
                fault.accept(place + "/kind", "must be given");
            } else {
                numbers(rule, place, fault);
                events(rule, place, fault);
            }
        }
    }

    private static void numbers(SignalRule rule, String place, BiConsumer<String, String> fault) {
        boolean sound = true;
        for (Map.Entry<String, Integer> number : rule.with().entrySet()) {
            String at = place + "/with/" + number.getKey();
            SignalKind.Parameter parameter =
                    rule.kind().parameter(number.getKey()).orElse(null);
            Integer value = number.getValue();
            if (parameter == null) {
                fault.accept(at, "is no number of " + rule.kind());
            } else if (value == null || value < parameter.least() || value > parameter.most()) {
                fault.accept(at, "must be from " + parameter.least() + " to " + parameter.most());
                sound = false;
            } else if (parameter.wholeWeeks() && value % 7 != 0) {
                fault.accept(at, "must be whole weeks, so that windows hold each day of the week equally often");
            }
        }
        int lookback = sound ? lookback(rule) : 0;
        if (lookback > MOST_LOOKBACK) {
            fault.accept(
                    place + "/with",
                    "looks back " + lookback + " days, and no more than " + MOST_LOOKBACK + " are looked at");
        }
        if (sound) {
            switch (rule.kind()) {
                case REPEATED_ENGAGEMENT -> atMost(rule, "activeDays", "days", place, fault);
                case CHURN_RISK -> atMost(rule, "activeDays", "beforeDays", place, fault);
                case LIMIT_APPROACHING -> atMost(rule, "leastReports", "historyDays", place, fault);
                default -> {}
            }
        }
    }

    /** More days than there are can never be. */
    private static void atMost(
            SignalRule rule, String days, String of, String place, BiConsumer<String, String> fault) {
        if (rule.number(days) > rule.number(of)) {
            fault.accept(
                    place + "/with",
                    days + " (" + rule.number(days) + ") must be at most " + of + " (" + rule.number(of) + ")");
        }
    }

    /** How many days a pattern needs to be told. */
    private static int lookback(SignalRule rule) {
        return switch (rule.kind()) {
            case USAGE_SURGE, USAGE_DECLINE -> rule.number("days") * (rule.number("windows") + 1);
            case CHURN_RISK -> rule.number("days") + rule.number("beforeDays");
            case SEATS_GROWN -> 2 * rule.number("days");
            case CHAMPION_QUIET -> rule.number("days") + rule.number("quietDays");
            default -> 0;
        };
    }

    private static void events(SignalRule rule, String place, BiConsumer<String, String> fault) {
        int least = rule.kind().leastEvents();
        int most = rule.kind().mostEvents();
        if (rule.events().size() < least || rule.events().size() > most) {
            fault.accept(
                    place + "/events",
                    rule.kind() + " takes "
                            + (least == most ? String.valueOf(least) : "from " + least + " to " + most));
        }
        for (int i = 0; i < rule.events().size(); i++) {
            Watch watch = rule.events().get(i);
            if (watch == null
                    || watch.events().isEmpty()
                    || watch.events().size() > 20
                    || watch.events().stream().anyMatch(name -> name == null || name.isBlank())) {
                fault.accept(place + "/events/" + i + "/events", "must name 1 to 20 events");
            } else if (watch.keep().size() > 10
                    || watch.keep().stream().anyMatch(name -> name == null || name.isBlank())) {
                fault.accept(place + "/events/" + i + "/keep", "must name 10 properties at most");
            }
        }
    }
}

package io.tandem.scoring.domain;

import io.tandem.contracts.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the signals in force. A signal fires at the time of the event that completed its pattern, not when that event
 * happened to arrive, so the same facts always give the same signals.
 */
public final class Signals {
    private static final int MOST_NAMES = 5;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private Signals() {}

    public static List<Signal> inForce(CompiledModel model, AccountFacts account) {
        List<Signal> signals = new ArrayList<>();
        for (SignalRule rule : model.definition().signals()) {
            (rule.rule() == null ? ofPeople(rule, account) : ofUsage(rule, account, model)).ifPresent(signals::add);
        }
        return signals;
    }

    private static Optional<Signal> ofPeople(SignalRule rule, AccountFacts account) {
        int users = account.usage().users();
        if (users < rule.people()) {
            return Optional.empty();
        }
        List<String> first =
                account.arrivals().stream().limit(MOST_NAMES).map(Arrival::who).toList();
        String more = users > first.size() ? " and " + (users - first.size()) + " more" : "";
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("users", users);
        evidence.put("who", first);
        Map<String, Object> words = new LinkedHashMap<>(evidence);
        words.put("account", account.shownName());
        words.put("who", String.join(", ", first) + more);
        Instant firedAt = account.arrivals().get(rule.people() - 1).firstSeenAt();
        return Optional.of(new Signal(rule.name(), firedAt, sentence(rule, words), evidence));
    }

    private static Optional<Signal> ofUsage(SignalRule rule, AccountFacts account, CompiledModel model) {
        RuleUsage usage = account.usageByRule().get(rule.rule());
        if (usage == null) {
            return Optional.empty();
        }
        Map<String, Object> evidence = new LinkedHashMap<>();
        model.definition()
                .engagement()
                .named(rule.rule())
                .filter(counted -> counted.events().size() == 1)
                .ifPresent(counted -> evidence.put("event", counted.events().get(0)));
        evidence.put("who", usage.firstBy());
        evidence.put("times", usage.events());
        evidence.putAll(usage.firstDetail());
        Map<String, Object> words = new LinkedHashMap<>(evidence);
        words.put("account", account.shownName());
        return Optional.of(new Signal(rule.name(), usage.firstAt(), sentence(rule, words), evidence));
    }

    private static String sentence(SignalRule rule, Map<String, Object> words) {
        return rule.sentences().stream()
                .filter(sentence -> PLACEHOLDER
                        .matcher(sentence)
                        .results()
                        .allMatch(placeholder -> words.containsKey(placeholder.group(1))))
                .findFirst()
                .map(sentence -> PLACEHOLDER
                        .matcher(sentence)
                        .replaceAll(placeholder ->
                                Matcher.quoteReplacement(String.valueOf(words.get(placeholder.group(1))))))
                .orElse(rule.name());
    }
}

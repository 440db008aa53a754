package io.tandem.scoring.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sentence of a signal, with the evidence in its place. */
final class Sentence {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final int MOST_NAMES = 5;

    private Sentence() {}

    /** The first sentence of which every placeholder is known, else the signal's name. */
    static Episode.Finding of(SignalRule rule, AccountFacts account, Map<String, Object> evidence) {
        // As it is read back from where it is stored, so that it compares as equal.
        evidence.replaceAll((name, value) -> value instanceof Integer number ? (Object) number.longValue() : value);
        Map<String, String> words = new HashMap<>();
        evidence.forEach((name, value) -> words.put(name, shown(value)));
        words.put("account", account.shownName());
        if (evidence.get("others") != null) {
            words.merge("who", " and " + evidence.get("others") + " more", String::concat);
        }
        String reason = rule.sentences().stream()
                .filter(sentence -> PLACEHOLDER
                        .matcher(sentence)
                        .results()
                        .allMatch(placeholder -> words.get(placeholder.group(1)) != null))
                .findFirst()
                .map(sentence -> PLACEHOLDER
                        .matcher(sentence)
                        .replaceAll(placeholder -> Matcher.quoteReplacement(words.get(placeholder.group(1)))))
                .orElse(rule.name());
        return new Episode.Finding(reason, evidence);
    }

    /** Adds who it is about: the first few, and how many there are besides. */
    static void who(Map<String, Object> evidence, List<String> all, int count) {
        List<String> first = all.stream().limit(MOST_NAMES).toList();
        evidence.put("who", first);
        if (count > first.size()) {
            evidence.put("others", count - first.size());
        }
    }

    private static String shown(Object value) {
        return value instanceof List<?> many
                ? many.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}

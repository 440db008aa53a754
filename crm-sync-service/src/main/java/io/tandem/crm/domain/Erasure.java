package io.tandem.crm.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes the mentions of a person out of texts: the email and the full names, and the first name in a greeting. */
public final class Erasure {
    /** The advisory lock by which an erasure and what takes in events keep out of each other's way. */
    public static final long LOCK = 7_245_001;

    private static final String ERASED = Matcher.quoteReplacement("[erased]");

    private final List<Pattern> mentions = new ArrayList<>();
    private final Set<String> words = new LinkedHashSet<>();

    /** @param names full names under which the person is known; what has no letter in it is none */
    public Erasure(String email, Collection<String> names) {
        // What goes on with a dot and a letter is of another domain.
        mentions.add(standingAlone(email, "[\\p{L}\\p{N}._+-]", "[\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}]"));
        words.add(email);
        names.stream()
                .filter(name -> name != null && name.strip().length() > 1)
                .filter(name -> name.codePoints().anyMatch(Character::isLetter))
                .map(String::strip)
                .filter(words::add)
                .forEach(name -> {
                    mentions.add(standingAlone(name, "[\\p{L}\\p{N}]", "[\\p{L}\\p{N}]"));
                    mentions.add(Pattern.compile("(?<=Hello )" + Pattern.quote(name.split("\\s+")[0]) + "(?=,)"));
                });
    }

    public String text(String text) {
        String left = text;
        for (Pattern mention : text == null ? List.<Pattern>of() : mentions) {
            left = mention.matcher(left).replaceAll(ERASED);
        }
        return left;
    }

    public boolean isIn(String text) {
        return text != null
                && mentions.stream().anyMatch(mention -> mention.matcher(text).find());
    }

    /** A regular expression by which PostgreSQL finds email and names standing alone, to be used regardless of case. */
    public String inSql() {
        return words.stream()
                .map(word -> word.replaceAll("[^\\p{L}\\p{N} ]", "\\\\$0"))
                .collect(Collectors.joining("|", "(^|[^[:alnum:]])(", ")($|[^[:alnum:]])"));
    }

    private static Pattern standingAlone(String text, String before, String after) {
        return Pattern.compile(
                "(?<!" + before + ")" + Pattern.quote(text) + "(?!" + after + ")",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}

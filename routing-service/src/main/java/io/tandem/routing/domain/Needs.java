package io.tandem.routing.domain;

import io.tandem.contracts.SignupAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a rep has to bring for an account. A wish: when nobody who has it can receive, the whole pool is asked.
 *
 * @param skills all of them
 * @param language ISO 639 code such as {@code fr}, or null
 */
public record Needs(List<String> skills, String language) {
    public static final Needs NONE = new Needs(List.of(), null);

    /** The signup's own answer that names a language. */
    static final String LANGUAGE = "language";

    private static final Pattern LANGUAGE_TAG = Pattern.compile("([a-zA-Z]{2,3})([-_].*)?");

    public Needs {
        skills = skills == null ? List.of() : skills.stream().sorted().toList();
    }

    /** What the rule asks for; the language that the person named goes before the rule's. */
    static Needs of(Needs rule, SignupAnswers signup) {
        Needs asked = Objects.requireNonNullElse(rule, NONE);
        Map<String, String> answers = signup == null || signup.custom() == null ? Map.of() : signup.custom();
        var tag = LANGUAGE_TAG.matcher(answers.getOrDefault(LANGUAGE, "").strip());
        return tag.matches() ? new Needs(asked.skills(), tag.group(1).toLowerCase(Locale.ROOT)) : asked;
    }

    public boolean areNone() {
        return skills.isEmpty() && language == null;
    }

    public boolean areMetBy(Rep rep) {
        return rep.skills().containsAll(skills)
                && (language == null || rep.languages().contains(language));
    }

    String inWords() {
        List<String> words = new ArrayList<>();
        if (language != null) {
            words.add("speaks " + language);
        }
        if (!skills.isEmpty()) {
            words.add("knows " + String.join(" and ", skills));
        }
        return String.join(" and ", words);
    }
}

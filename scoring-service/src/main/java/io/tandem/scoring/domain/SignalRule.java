package io.tandem.scoring.domain;

import java.util.List;

/**
 * A pattern worth telling: so many people of one account, or a first event under an engagement rule.
 *
 * @param people for a pattern of people, 2 to {@link #MOST_PEOPLE}
 * @param rule for a pattern of usage, the name of an engagement rule
 * @param sentences the first of which every placeholder is known is the reason that people read
 */
public record SignalRule(String name, int people, String rule, List<String> sentences) {
    /** People are listed in order of arrival up to this many. */
    public static final int MOST_PEOPLE = 10;

    public SignalRule {
        sentences = Lists.copy(sentences);
    }
}

package io.tandem.signup.domain;

import java.util.LinkedHashSet;
import java.util.Set;

/** Domains that one slip of the finger turns into each other: a letter more, less, other, or two swapped. */
public final class DomainSlip {
    /** Short names are too many to be a slip of each other. */
    private static final int SHORTEST = 5;

    private DomainSlip() {}

    public static boolean between(String one, String other) {
        int dot = one.indexOf('.');
        int otherDot = other.indexOf('.');
        String label = one.substring(0, dot);
        String otherLabel = other.substring(0, otherDot);
        String ending = one.substring(dot);
        String otherEnding = other.substring(otherDot);
        if (label.equals(otherLabel)) {
            // Countries have endings one letter apart; only "com" is written wrongly so often.
            return (ending.equals(".com") || otherEnding.equals(".com")) && oneEdit(ending, otherEnding);
        }
        return ending.equals(otherEnding)
                && Math.min(label.length(), otherLabel.length()) >= SHORTEST
                && oneEdit(label, otherLabel);
    }

    /** Two labels that are one slip apart share one of these: each label, and each without one letter. */
    static Set<String> keys(String domain) {
        String label = domain.substring(0, domain.indexOf('.'));
        Set<String> keys = new LinkedHashSet<>();
        if (label.length() >= SHORTEST) {
            keys.add("x:" + label);
            for (int i = 0; i < label.length(); i++) {
                keys.add("x:" + label.substring(0, i) + label.substring(i + 1));
            }
        }
        return keys;
    }

    /** Damerau-Levenshtein distance 1, but a digit is never a slip: studio1 and studio2 are two. */
    private static boolean oneEdit(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        String here = one.substring(start, one.length() - end);
        String there = other.substring(start, other.length() - end);
        if ((here + there).chars().anyMatch(Character::isDigit)) {
            return false;
        }
        boolean swapped = here.length() == 2
                && there.length() == 2
                && here.charAt(0) == there.charAt(1)
                && here.charAt(1) == there.charAt(0);
        return swapped || here.length() + there.length() > 0 && here.length() <= 1 && there.length() <= 1;
    }
}

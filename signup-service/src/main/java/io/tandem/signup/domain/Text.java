package io.tandem.signup.domain;

import java.util.regex.Pattern;

/** What people type, made fit to be stored. */
public final class Text {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\r\\t]]");

    private Text() {}

    /** Without control characters, broken surrogates and outer white space; null if nothing is left. */
    public static String cleaned(String typed) {
        if (typed == null) {
            return null;
        }
        String cleaned = UNPRINTABLE.matcher(typed).replaceAll("").strip();
        return cleaned.isEmpty() ? null : cleaned;
    }
}

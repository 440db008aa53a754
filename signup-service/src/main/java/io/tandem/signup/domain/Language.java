package io.tandem.signup.domain;

import java.util.Locale;
import java.util.Objects;

/** What Tandem's own words are written in; those of a form may be in any language. */
public enum Language {
    ENGLISH,
    GERMAN;

    /** English for every other locale, and for none. */
    public static Language of(String locale) {
        String language =
                Locale.forLanguageTag(Objects.requireNonNullElse(locale, "")).getLanguage();
        return language.equals(Locale.GERMAN.getLanguage()) ? GERMAN : ENGLISH;
    }
}

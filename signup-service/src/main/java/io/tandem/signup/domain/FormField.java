package io.tandem.signup.domain;

import java.util.List;

/**
 * One question of a form.
 *
 * @param name a member of a submitted signup, or {@code custom.} and the name of the company's own question
 * @param type {@code email}, {@code text}, {@code long-text}, {@code choice}, {@code yes-no} or {@code country}
 * @param maxLength of texts
 * @param help a sentence below the field, or null
 * @param autocomplete the HTML autofill token, or null
 * @param options of a choice, else null
 * @param askWhen {@code ALWAYS}, or {@code UNKNOWN}: a person who answered it before is not asked again
 */
public record FormField(
        String name,
        String label,
        String type,
        boolean required,
        Integer maxLength,
        String help,
        String placeholder,
        String autocomplete,
        List<FormOption> options,
        String askWhen) {
    public static final String ALWAYS = "ALWAYS";
    public static final String UNKNOWN = "UNKNOWN";

    public FormField {
        askWhen = askWhen == null ? ALWAYS : askWhen;
        maxLength = maxLength == null ? FieldKind.longest(name, type) : maxLength;
    }

    boolean isSkippedWhenKnown() {
        return UNKNOWN.equals(askWhen);
    }
}

package io.tandem.signup.domain;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a form may ask under a name: the members of a signup that have a meaning, and the company's own questions.
 *
 * @param types in which it may be asked
 * @param longest text, or null if it is no text
 */
record FieldKind(Set<String> types, Integer longest) {
    static final String EMAIL = "email";
    static final String TEXT = "text";
    static final String LONG_TEXT = "long-text";
    static final String CHOICE = "choice";
    static final String YES_NO = "yes-no";
    static final String COUNTRY = "country";

    static final String COMPANY_SIZE = "companySize";
    static final String SELF_REPORTED = "selfReported";
    static final String OWN = "custom.";

    private static final int LONGEST_OWN_TEXT = 500;
    private static final int LONGEST_OWN_LONG_TEXT = 2000;
    static final Pattern OWN_NAME = Pattern.compile("custom\\.[A-Za-z][A-Za-z0-9_]{0,49}");
    private static final FieldKind OWN_KIND =
            new FieldKind(Set.of(TEXT, LONG_TEXT, CHOICE, YES_NO, COUNTRY), LONGEST_OWN_LONG_TEXT);

    private static final Map<String, FieldKind> MEMBERS = Map.of(
            EMAIL,
            new FieldKind(Set.of(EMAIL), 254),
            "name",
            new FieldKind(Set.of(TEXT), 200),
            "company",
            new FieldKind(Set.of(TEXT), 200),
            COMPANY_SIZE,
            new FieldKind(Set.of(CHOICE), null),
            "role",
            new FieldKind(Set.of(TEXT, CHOICE), 100),
            "useCase",
            new FieldKind(Set.of(TEXT, LONG_TEXT, CHOICE), 2000),
            COUNTRY,
            new FieldKind(Set.of(COUNTRY), null),
            "talkToSales",
            new FieldKind(Set.of(YES_NO), null),
            SELF_REPORTED,
            new FieldKind(Set.of(TEXT, LONG_TEXT, CHOICE), 500));

    /** Null if nothing may be asked under that name. */
    static FieldKind of(String name) {
        if (name == null) {
            return null;
        }
        return OWN_NAME.matcher(name).matches() ? OWN_KIND : MEMBERS.get(name);
    }

    static boolean isOwn(String name) {
        return name != null && name.startsWith(OWN);
    }

    static boolean isText(String type) {
        return EMAIL.equals(type) || TEXT.equals(type) || LONG_TEXT.equals(type);
    }

    /** Null where a length means nothing. */
    static Integer longest(String name, String type) {
        FieldKind kind = of(name);
        if (kind == null || !isText(type)) {
            return null;
        }
        return kind == OWN_KIND && TEXT.equals(type) ? Integer.valueOf(LONGEST_OWN_TEXT) : kind.longest;
    }
}

package io.tandem.signup.table;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns that a kind of table has; any other is left out. Their letter case makes no difference. */
public final class Columns {
    private final Map<String, String> names;
    private final Set<String> required;
    private final Pattern others;

    private Columns(Map<String, String> names, Set<String> required, Pattern others) {
        this.names = names;
        this.required = required;
        this.others = others;
    }

    public static Columns of(Set<String> required, Set<String> optional) {
        return new Columns(byLowerCase(required, optional), required, null);
    }

    /** Takes whatever column has such a name too, in exactly this letter case. */
    public Columns and(Pattern others) {
        return new Columns(names, required, others);
    }

    Set<String> required() {
        return required;
    }

    /** The name of a column as it is known, or null if it is not. */
    String named(String typed) {
        String text = typed.strip();
        String known = names.get(text.toLowerCase(Locale.ROOT));
        return known == null && others != null && others.matcher(text).matches() ? text : known;
    }

    private static Map<String, String> byLowerCase(Set<String> required, Set<String> optional) {
        return Stream.concat(required.stream(), optional.stream())
                .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));
    }
}

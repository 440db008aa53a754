package io.tandem.crm.caller;

import io.tandem.kit.web.RequestFaults;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the values of a query; null for what is left out, 400 for what is wrong. */
public final class QueryValues {
    private QueryValues() {}

    public static UUID id(String field, String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            throw RequestFaults.problem(field, "must be a UUID");
        }
    }

    public static Integer whole(String field, String text) {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException notOne) {
            throw RequestFaults.problem(field, "must be a whole number");
        }
    }

    /** False for what is left out. */
    public static boolean truth(String field, String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw RequestFaults.problem(field, "must be true or false");
        }
        return Boolean.parseBoolean(text);
    }

    public static <E extends Enum<E>> E oneOf(String field, Class<E> type, String text) {
        try {
            return text == null ? null : Enum.valueOf(type, text);
        } catch (IllegalArgumentException notOne) {
            throw RequestFaults.problem(
                    field,
                    "must be one of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(Enum::name)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** What finds the text as a part of another with {@code like} or {@code ilike}; null for what is left out. */
    public static String partOf(String text) {
        return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}

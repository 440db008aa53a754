package io.tandem.scoring.intake;

import java.util.Map;

/** JSON can express text that neither UTF-8 nor PostgreSQL can hold, and numbers that JSON itself cannot write back. */
final class PlainText {
    private PlainText() {}

    static void check(Object value) throws Rejected {
        if (value instanceof String text) {
            checkText(text);
        } else if (value instanceof Map<?, ?> object) {
            for (Map.Entry<?, ?> member : object.entrySet()) {
                checkText((String) member.getKey());
                check(member.getValue());
            }
        } else if (value instanceof Iterable<?> list) {
            for (Object item : list) {
                check(item);
            }
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            throw new Rejected("a number is too large");
        }
    }

    private static void checkText(String text) throws Rejected {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new Rejected("text must not contain NUL");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(++i))) {
                    throw new Rejected("text must not contain half a surrogate pair");
                }
            }
        }
    }
}

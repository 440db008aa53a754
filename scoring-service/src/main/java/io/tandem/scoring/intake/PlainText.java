package io.tandem.scoring.intake;

/** JSON can express text that neither UTF-8 nor PostgreSQL can hold. */
final class PlainText {
    private PlainText() {}

    /** Whether this part of a body can hold no such text: nothing but ASCII, and no escapes by number. */
    static boolean isSurely(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] < 0 || body[i] == '\\' && i + 1 < end && body[i + 1] == 'u') {
                return false;
            }
        }
        return true;
    }

    static void check(String text) throws Rejected {
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

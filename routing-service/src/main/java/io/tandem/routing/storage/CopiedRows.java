package io.tandem.routing.storage;

import java.io.Reader;
import java.io.StringReader;

/** Rows as {@code COPY … FROM STDIN} takes them: values with a tab between them, and what would be taken for more escaped. */
public final class CopiedRows {
    private final StringBuilder text = new StringBuilder();

    /** The values of one row in the order of the columns. */
    public void add(Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            add(values[i]);
        }
        text.append('\n');
    }

    private void add(Object value) {
        if (value == null) {
            text.append("\\N");
            return;
        }
        String plain = value instanceof Enum<?> name ? name.name() : value.toString();
        for (int i = 0; i < plain.length(); i++) {
            char letter = plain.charAt(i);
            switch (letter) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(letter);
            }
        }
    }

    Reader reader() {
        return new StringReader(text.toString());
    }
}

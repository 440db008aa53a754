package io.tandem.crm.domain;

import java.util.regex.Pattern;

/** Text that XML 1.0 can hold: of control characters it knows tab and line ends only. */
public final class XmlText {
    private static final Pattern NONE =
            Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private XmlText() {}

    /** With a space for each character that XML has none for; null for null. */
    public static String of(String text) {
        return text == null ? null : NONE.matcher(text).replaceAll(" ");
    }
}

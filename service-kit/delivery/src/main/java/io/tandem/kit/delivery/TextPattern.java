package io.tandem.kit.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A regular expression of PostgreSQL that finds texts in bytes of any kind, as {@code lower(encode(bytes, 'escape'))}
 * shows them: in any letter case, plain or escaped as JSON, and standing by themselves, so that {@code ana@one.example}
 * is not found in {@code joana@one.example} or {@code ana@one.example.org}.
 */
final class TextPattern {
    private static final ObjectWriter JSON = JsonMapper.builder().build().writer();
    private static final ObjectWriter ASCII_JSON = JSON.with(JsonWriteFeature.ESCAPE_NON_ASCII);

    // In turn: any other character, the end of a JSON escape, the end of a character that is not ASCII.
    private static final String BEFORE = "(?:^|[^a-z0-9._+-]|\\\\\\\\[bfnrt]|\\\\\\\\u[0-9a-f]{4}|\\\\[0-7]{3})";
    private static final String AFTER = "(?:$|[^a-z0-9.-]|\\.(?:$|[^a-z0-9]))";

    private TextPattern() {}

    /** Nothing but blank texts gives a pattern that finds nothing. */
    static String of(Collection<String> texts) {
        List<String> spellings = texts.stream()
                .filter(text -> text != null && !text.isBlank())
                .flatMap(text -> Stream.of(text, text.toLowerCase(Locale.ROOT)))
                .flatMap(text -> Stream.of(text, inQuotes(JSON, text), inQuotes(ASCII_JSON, text)))
                .map(TextPattern::quoted)
                .distinct()
                .toList();
        return spellings.isEmpty()
                ? "$."
                : spellings.stream().collect(Collectors.joining("|", BEFORE + "(?:", ")" + AFTER));
    }

    private static String inQuotes(ObjectWriter json, String text) {
        try {
            String written = json.writeValueAsString(text);
            return written.substring(1, written.length() - 1);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As {@code encode(…, 'escape')} writes it, each character standing for itself. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each < 0) {
                quoted.append("\\\\").append(Integer.toOctalString(each & 0xFF));
            } else if (each == '\\') {
                quoted.append("\\\\\\\\");
            } else if (Character.isLetterOrDigit(each)) {
                quoted.append((char) Character.toLowerCase(each));
            } else {
                quoted.append('\\').append((char) each);
            }
        }
        return quoted.toString();
    }
}

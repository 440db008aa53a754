package io.tandem.crm.domain;

import io.tandem.contracts.PersonId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is named by email in texts, with the names that stand before it, as in {@code Ana Ribeiro <ana@example.com>}. */
public final class Mentions {
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+'-]++@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?");
    private static final String BEFORE_A_NAME = "<>:;,\n";

    private final Map<String, Set<String>> namesByEmail = new LinkedHashMap<>();

    public Mentions(Collection<String> texts) {
        for (String text : texts) {
            for (Matcher email = EMAIL.matcher(text); email.find(); ) {
                Set<String> names = namesByEmail.computeIfAbsent(
                        email.group().toLowerCase(Locale.ROOT), first -> new LinkedHashSet<>());
                if (text.startsWith(" <", email.start() - 2)) {
                    names.add(nameBefore(text, email.start() - 2));
                }
            }
        }
    }

    public Set<String> namesOf(String email) {
        return namesByEmail.getOrDefault(email.toLowerCase(Locale.ROOT), Set.of());
    }

    /** What takes each of them out of a text, by the ids of the people. */
    public Map<UUID, Erasure> erasures() {
        Map<UUID, Erasure> erasures = new LinkedHashMap<>();
        namesByEmail.forEach((email, names) -> erasures.put(PersonId.ofEmail(email), new Erasure(email, names)));
        return erasures;
    }

    private static String nameBefore(String text, int end) {
        int start = end;
        while (start > 0 && BEFORE_A_NAME.indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return text.substring(start, end).strip().replaceFirst("^do not (contact|lead with sales to) ", "");
    }
}

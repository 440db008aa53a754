package io.tandem.signup.domain;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Company names as they are compared: what people write differently and mean alike is taken out. */
public final class CompanyName {
    private static final Pattern ADDRESS = Pattern.compile("^https?://|\\bwww\\.|/.*$");
    // Of the three letters before it, so that initials such as "u.s." are no address.
    private static final Pattern DOMAIN_ENDING =
            Pattern.compile("(?<=[\\p{L}\\p{N}]{3})(\\.com?)?\\.(com|net|org|io|ai|app|dev|[a-z]{2})\\b");
    private static final Pattern INITIALS = Pattern.compile("(?<![\\p{L}\\p{N}])(\\p{L}\\.)+\\p{L}?(?![\\p{L}\\p{N}])");
    private static final Pattern LATIN_MARKS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’`´]");
    private static final Pattern UMLAUT_IN_TWO = Pattern.compile("([ao])e|(?<![aeoq])(u)e");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");
    private static final Set<String> SMALL_WORDS =
            Set.of("and", "of", "for", "the", "de", "du", "der", "und", "et", "y");

    private CompanyName() {}

    /** The words of the name that tell the company, with a space between them; null if it names none. */
    public static String normalised(String typed, CompanyWords words) {
        if (typed == null || typed.contains("@")) {
            return null;
        }
        String text = DOMAIN_ENDING
                .matcher(ADDRESS.matcher(typed.strip().toLowerCase(Locale.ROOT)).replaceAll(" "))
                .replaceAll("");
        String name = String.join(" ", withoutForms(wordsOf(folded(text)), words));
        return name.length() < 2 || words.noCompanies().contains(name) ? null : name;
    }

    /** Without the words that only tell which part of the company it is, unless there are no others. */
    static String core(String name, CompanyWords words) {
        String core = wordsOf(name).stream()
                .filter(word -> !words.groupWords().contains(word))
                .collect(Collectors.joining(" "));
        return core.isEmpty() ? name : core;
    }

    /** The name as one word, in which "and", spaces and the two ways to write an umlaut make no difference. */
    static String key(String name) {
        String word = wordsOf(name).stream().filter(part -> !part.equals("and")).collect(Collectors.joining());
        return UMLAUT_IN_TWO.matcher(word).replaceAll("$1$2");
    }

    /** The first letters of a name of three words or more, else nothing. */
    static String initials(String name) {
        List<String> telling = wordsOf(name).stream()
                .filter(Predicate.not(SMALL_WORDS::contains))
                .toList();
        return telling.size() < 3
                ? ""
                : telling.stream()
                        .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)))
                        .collect(Collectors.joining());
    }

    /** A label of a domain, in letters, as a name. */
    static String ofLabel(String label) {
        return String.join(" ", wordsOf(folded(label)));
    }

    static List<String> wordsOf(String name) {
        return Arrays.stream(BETWEEN_WORDS.split(name))
                .filter(Predicate.not(String::isEmpty))
                .toList();
    }

    private static String folded(String text) {
        String decomposed = Normalizer.normalize(
                Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        String plain = Normalizer.normalize(LATIN_MARKS.matcher(decomposed).replaceAll(""), Normalizer.Form.NFC)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("đ", "d")
                .replace("ð", "d")
                .replace("þ", "th")
                .replace("ı", "i")
                .replace("&", " and ");
        return INITIALS.matcher(APOSTROPHES.matcher(plain).replaceAll(""))
                .replaceAll(found -> found.group().replace(".", "") + " ");
    }

    private static List<String> withoutForms(List<String> given, CompanyWords words) {
        List<String> name = new ArrayList<>(given);
        name.replaceAll(word -> withoutAttached(word, words.attachedForms()));
        name.removeIf(String::isEmpty);
        while (dropped(name, words.legalForms(), false) || dropped(name, words.leadingForms(), true)) {
            // Names carry more than one form, such as "Pty Ltd".
        }
        return name;
    }

    private static String withoutAttached(String word, List<String> forms) {
        for (String form : forms) {
            if (word.startsWith(form)) {
                return word.substring(form.length());
            }
            if (word.endsWith(form)) {
                return word.substring(0, word.length() - form.length());
            }
        }
        return word;
    }

    /** Drops the longest form at one end, but never the whole name. */
    private static boolean dropped(List<String> name, Set<String> forms, boolean leading) {
        for (int length = Math.min(6, name.size() - 1); length > 0; length--) {
            List<String> end = leading ? name.subList(0, length) : name.subList(name.size() - length, name.size());
            if (forms.contains(String.join(" ", end))) {
                end.clear();
                return true;
            }
        }
        return false;
    }
}

package io.tandem.signup.identity;

import io.tandem.signup.domain.AccountMatching;
import io.tandem.signup.domain.CompanyWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** The lists that matching works with, as Tandem ships them, and the matching itself. */
final class ShippedCompanyWords {
    static final CompanyWords WORDS = words();
    static final Set<String> MISTYPED_MAIL_DOMAINS = Set.copyOf(load("mistyped-mail-domains.txt"));
    static final AccountMatching MATCHING = new AccountMatching(WORDS, new JaroWinklerSimilarity()::apply);

    private ShippedCompanyWords() {}

    private static CompanyWords words() {
        List<String> forms = load("legal-forms.txt");
        return new CompanyWords(
                forms.stream().filter(form -> !form.matches("[~^].*")).collect(Collectors.toUnmodifiableSet()),
                marked(forms, "^").stream().collect(Collectors.toUnmodifiableSet()),
                marked(forms, "~").stream()
                        .sorted(Comparator.comparing(String::length).reversed())
                        .toList(),
                Set.copyOf(load("group-words.txt")),
                Set.copyOf(load("no-companies.txt")));
    }

    private static List<String> marked(List<String> forms, String mark) {
        return forms.stream()
                .filter(form -> form.startsWith(mark))
                .map(form -> form.substring(1))
                .toList();
    }

    private static List<String> load(String list) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ShippedCompanyWords.class.getResourceAsStream("/companies/" + list)),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

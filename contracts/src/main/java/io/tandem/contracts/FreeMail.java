package io.tandem.contracts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Domains whose mailboxes say nothing about the company, so that their owners do not share an account. */
public final class FreeMail {
    private static final Set<String> DOMAINS = load();

    private FreeMail() {}

    public static boolean isFreeMail(String registrableDomain) {
        return DOMAINS.contains(registrableDomain);
    }

    private static Set<String> load() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FreeMail.class.getResourceAsStream("/free-mail-domains.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.tandem.contracts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The lists of free-mail, disposable and shared domains that Tandem ships. Whatever is on none is a company's. */
public final class ShippedDomains implements DomainKinds {
    public static final ShippedDomains INSTANCE = new ShippedDomains();

    private final Set<String> freeMail = load("/free-mail-domains.txt");
    private final Set<String> disposable = load("/disposable-domains.txt");
    private final Set<String> shared = load("/shared-domains.txt");

    private ShippedDomains() {}

    @Override
    public DomainKind of(String domain) {
        if (freeMail.contains(domain)) {
            return DomainKind.FREE_MAIL;
        }
        if (disposable.contains(domain)) {
            return DomainKind.DISPOSABLE;
        }
        return shared.contains(domain) ? DomainKind.SUFFIX : DomainKind.COMPANY;
    }

    private static Set<String> load(String list) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ShippedDomains.class.getResourceAsStream(list)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

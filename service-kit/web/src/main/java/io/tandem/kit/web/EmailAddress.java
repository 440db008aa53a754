package io.tandem.kit.web;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An email address in the one form in which addresses are compared: trimmed, Unicode NFC, lower case, without a
 * {@code +tag}, the domain as ASCII without the dot of the root. Refused are addresses longer than 254 characters, with
 * spaces or control characters, with a quoted local part, with misplaced dots, and with a domain that is an IP address or
 * has no top-level domain. Dots inside the local part are kept: only some providers ignore them.
 */
public final class EmailAddress {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_BYTES = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{N}\\p{M}!#$%&'*/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}\\p{M}!#$%&'*/=?^_`{|}~-]+)*");

    // Bounded, so that a long text is read in one go. What ends a name in a list may also be a letter of an address.
    private static final Pattern WRITTEN =
            Pattern.compile("([^\\s\\p{Cc}<>()\\[\\],;:\"\\\\@]{1,128})@([\\p{L}\\p{N}\\p{M}.。-]{1,254})");
    private static final Pattern UP_TO_A_SIGN = Pattern.compile("^.*[^\\p{L}\\p{N}\\p{M}._+-]");
    private static final Pattern END_OF_SENTENCE = Pattern.compile("[.。-]+$");

    private final String local;
    private final String domain;

    private EmailAddress(String local, String domain) {
        this.local = local;
        this.domain = domain;
    }

    public static Optional<EmailAddress> parse(String raw) {
        if (raw == null || raw.length() > 4 * MAX_LENGTH) {
            return Optional.empty();
        }
        var text = Normalizer.normalize(raw.strip(), Normalizer.Form.NFC);
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var local = withoutTag(text.substring(0, at).toLowerCase(Locale.ROOT));
        var domain = HostName.ascii(text.substring(at + 1));
        if (!LOCAL.matcher(local).matches()
                || local.getBytes(StandardCharsets.UTF_8).length > MAX_LOCAL_BYTES
                || domain.isEmpty()
                || local.length() + 1 + domain.get().length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(new EmailAddress(local, domain.get()));
    }

    /**
     * The addresses that stand anywhere in a text, such as {@code Ana <ana@acme.com>, ben@acme.com}. Where an address
     * begins is not always plain: of {@code see/ana@acme.com} both readings are given.
     */
    public static Set<EmailAddress> within(String text) {
        Set<EmailAddress> found = new LinkedHashSet<>();
        if (text != null) {
            WRITTEN.matcher(text).results().forEach(written -> {
                String host = END_OF_SENTENCE.matcher(written.group(2)).replaceAll("");
                parse(written.group(1) + "@" + host).ifPresent(found::add);
                parse(UP_TO_A_SIGN.matcher(written.group(1)).replaceAll("") + "@" + host)
                        .ifPresent(found::add);
            });
        }
        return found;
    }

    /** The address as it is stored and compared. */
    public String normalised() {
        return local + "@" + domain;
    }

    /** What every spelling of the address has in common, letter by letter: a part of it in ASCII, maybe none. */
    public String plainPart() {
        return Stream.of(local.split("[^\\p{ASCII}]+"))
                .max(Comparator.comparing(String::length))
                .orElse("");
    }

    /** The host after the {@code @}: lower case, ASCII. */
    public String domain() {
        return domain;
    }

    /** The part of the domain that an organisation registers, see {@link RegistrableDomain}. */
    public Optional<String> registrableDomain() {
        return RegistrableDomain.of(domain);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress that && normalised().equals(that.normalised());
    }

    @Override
    public int hashCode() {
        return normalised().hashCode();
    }

    @Override
    public String toString() {
        return normalised();
    }

    private static String withoutTag(String local) {
        int plus = local.indexOf('+');
        return plus < 0 ? local : local.substring(0, plus);
    }
}

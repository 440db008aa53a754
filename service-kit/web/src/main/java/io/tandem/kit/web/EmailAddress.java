package io.tandem.kit.web;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An email address in the one form in which addresses are compared: trimmed, Unicode NFC, lower case, without a
 * {@code +tag}, the domain as ASCII without the dot of the root. Refused are addresses longer than 254 characters, with spaces or control
 * characters, with a quoted local part, with misplaced dots, and with a domain that is an IP address or has no
 * top-level domain. Dots inside the local part are kept: only some providers ignore them.
 */
public final class EmailAddress {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_BYTES = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{N}\\p{M}!#$%&'*/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}\\p{M}!#$%&'*/=?^_`{|}~-]+)*");

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

    /** The address as it is stored and compared. */
    public String normalised() {
        return local + "@" + domain;
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

package io.tandem.kit.web;

import com.google.common.net.InternetDomainName;
import java.util.Optional;

/**
 * The part of a host name that an organisation registers, by the public suffix list: {@code mail.acme.co.uk} →
 * {@code acme.co.uk}. Lower case, IDN as ASCII. Under a top-level domain the list does not know, its default rule
 * holds: the last two labels. Empty for nonsense, IP addresses, and names that are a public suffix themselves.
 */
public final class RegistrableDomain {
    private RegistrableDomain() {}

    public static Optional<String> of(String host) {
        if (host == null || host.length() > 1024) {
            return Optional.empty();
        }
        return HostName.ascii(host.strip()).map(InternetDomainName::from).flatMap(RegistrableDomain::registered);
    }

    private static Optional<String> registered(InternetDomainName name) {
        if (name.isPublicSuffix()) {
            return Optional.empty();
        }
        if (name.isUnderPublicSuffix()) {
            return Optional.of(name.topPrivateDomain().toString());
        }
        var labels = name.parts();
        return Optional.of(String.join(".", labels.subList(labels.size() - 2, labels.size())));
    }
}

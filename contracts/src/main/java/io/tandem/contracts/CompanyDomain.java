package io.tandem.contracts;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Which part of an email's host names the company. Every service asks here, so that all name the same account. */
public final class CompanyDomain {
    private static final Set<String> ALUMNI = Set.of("alum", "alumni", "alumnae", "alumnos", "alumnus");

    private CompanyDomain() {}

    /**
     * The registrable domain, unless it says nothing of a company (free mail, disposable). Below a domain that several
     * organisations share, it is the one label more: {@code cs.campus.example} under the shared {@code campus.example}.
     * Who writes from {@code alumni.campus.example} has left the university, so that is no company either.
     *
     * @param host after the {@code @}, lower case and ASCII
     * @param registrableDomain of the host by the public suffix list, if it has one
     */
    public static Optional<String> of(String host, Optional<String> registrableDomain, DomainKinds kinds) {
        return registrableDomain.flatMap(domain -> named(host, domain, kinds));
    }

    private static Optional<String> named(String host, String domain, DomainKinds kinds) {
        return switch (kinds.of(domain)) {
            case FREE_MAIL, DISPOSABLE -> Optional.empty();
            case COMPANY -> isOfAlumni(host, domain) ? Optional.empty() : Optional.of(domain);
            case SUFFIX ->
                host.length() > domain.length() ? named(host, oneLabelMore(host, domain), kinds) : Optional.of(domain);
        };
    }

    private static boolean isOfAlumni(String host, String domain) {
        String below = host.substring(0, host.length() - domain.length());
        return Arrays.stream(below.split("\\.")).anyMatch(ALUMNI::contains);
    }

    private static String oneLabelMore(String host, String domain) {
        int before = host.lastIndexOf('.', host.length() - domain.length() - 2);
        return host.substring(before + 1);
    }
}

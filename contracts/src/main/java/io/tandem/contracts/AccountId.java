package io.tandem.contracts;

import java.util.Optional;
import java.util.UUID;

/**
 * Names an account from what is known of it, so that every service names the same account without asking another.
 *
 * <p>Ids are name-based UUIDs, version 5 (RFC 9562 §5.5), in a namespace of Tandem's own. The order of preference is
 * the company's registrable domain, else the group id that the product gave, else the person's normalised email.
 */
public final class AccountId {
    private AccountId() {}

    /** The account of a company. {@code registrableDomain} is lower case and ASCII, such as {@code acme.co.uk}. */
    public static UUID ofDomain(String registrableDomain) {
        return NameBasedId.of("domain:" + registrableDomain);
    }

    /** The account of a group of the product whose domain is not known. */
    public static UUID ofGroup(String groupId) {
        return NameBasedId.of("group:" + groupId);
    }

    /** The account of a person without a company: {@code email} in its normalised form. */
    public static UUID ofEmail(String email) {
        return NameBasedId.of("email:" + email);
    }

    /** The account of somebody with this email: of the company's domain, see {@link CompanyDomain}, if there is one. */
    public static UUID ofPerson(String email, Optional<String> companyDomain) {
        return companyDomain.map(AccountId::ofDomain).orElseGet(() -> ofEmail(email));
    }
}

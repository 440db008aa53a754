package io.tandem.signup.domain;

import io.tandem.contracts.AccountId;
import java.util.Optional;
import java.util.UUID;

/**
 * The account somebody belongs to, as far as the form tells.
 *
 * @param domain the company's domain, or null for a person on a free-mail domain
 * @param name the company as given, else its domain, else the person's email
 */
public record MetAccount(UUID id, String domain, String name) {

    public static MetAccount of(String email, Optional<String> companyDomain, String company) {
        String domain = companyDomain.orElse(null);
        String name = company != null ? company : domain != null ? domain : email;
        return new MetAccount(AccountId.ofPerson(email, companyDomain), domain, name);
    }
}

package io.tandem.signup.identity;

import io.tandem.contracts.SignupQualified;
import io.tandem.kit.web.HostName;
import io.tandem.signup.domain.CompanyName;
import io.tandem.signup.domain.CompanyProfile;
import java.time.Instant;
import java.util.UUID;

/**
 * An account that was met, and what was said of its company then.
 *
 * @param domain the company's domain, or null for a person on free mail
 * @param company as it was given, or null
 * @param country ISO 3166-1 alpha-2, or null
 * @param personId who said so, or null
 */
public record MetCompany(UUID accountId, String domain, String company, String country, Instant at, UUID personId) {
    static MetCompany of(SignupQualified signup) {
        return new MetCompany(
                signup.accountId(),
                signup.domain(),
                signup.answers().company(),
                signup.answers().country(),
                signup.answers().signedUpAt(),
                signup.answers().personId());
    }

    CompanyProfile profile() {
        String name = CompanyName.normalised(company, ShippedCompanyWords.WORDS);
        return new CompanyProfile(accountId, domain, label(domain), name, country, 1, at);
    }

    static String label(String domain) {
        return domain == null ? null : HostName.firstLabel(domain);
    }
}

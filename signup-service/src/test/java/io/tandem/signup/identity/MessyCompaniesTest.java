package io.tandem.signup.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.ShippedDomains;
import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.domain.AccountMatching;
import io.tandem.signup.domain.CompanyName;
import io.tandem.signup.domain.CompanyProfile;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The table says what a careful human would; the rules that ship must say the same. */
class MessyCompaniesTest {
    private enum Human {
        SAME,
        SUGGESTED,
        SEPARATE
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/messy-companies.csv", delimiter = '|', numLinesToSkip = 1)
    void resolveAsACarefulHumanWouldSay(
            String what,
            String email,
            String company,
            String country,
            String knownEmail,
            String knownCompany,
            String knownCountry,
            Human human) {
        CompanyProfile newcomer = profile(email, company, country);
        CompanyProfile known = profile(knownEmail, knownCompany, knownCountry);
        String row = what + ": " + newcomer + " and " + known;

        assertEquals(human, said(newcomer, known), row);
        assertEquals(human, said(known, newcomer), "the other way round, " + row);
        if (human == Human.SUGGESTED) {
            assertFalse(
                    Collections.disjoint(
                            newcomer.keys(ShippedCompanyWords.WORDS), known.keys(ShippedCompanyWords.WORDS)),
                    "would not even be compared, " + row);
        }
    }

    private static Human said(CompanyProfile newcomer, CompanyProfile known) {
        if (newcomer.accountId().equals(known.accountId())) {
            return Human.SAME;
        }
        Optional<AccountMatching.Match> match = ShippedCompanyWords.MATCHING.best(newcomer, List.of(known));
        return match.isEmpty() ? Human.SEPARATE : Human.SUGGESTED;
    }

    private static CompanyProfile profile(String email, String company, String country) {
        EmailAddress address = EmailAddress.parse(email).orElseThrow();
        Optional<String> domain =
                CompanyDomain.of(address.domain(), address.registrableDomain(), ShippedDomains.INSTANCE);
        return new CompanyProfile(
                AccountId.ofPerson(address.normalised(), domain),
                domain.orElse(null),
                MetCompany.label(domain.orElse(null)),
                CompanyName.normalised(company, ShippedCompanyWords.WORDS),
                country,
                1,
                Instant.EPOCH);
    }
}

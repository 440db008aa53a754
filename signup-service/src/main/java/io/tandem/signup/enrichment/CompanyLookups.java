package io.tandem.signup.enrichment;

import io.tandem.contracts.DomainKind;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.delivery.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** For which companies the provider is asked, and what became of it; one transaction each. */
@ApplicationScoped
public class CompanyLookups {
    private static final int MOST_ATTEMPTS = 8;
    private static final Set<DomainKind> OF_PEOPLE = Set.of(DomainKind.FREE_MAIL, DomainKind.DISPOSABLE);

    private final CompanyLookupRepository lookups;
    private final CompanyRepository companies;
    private final DomainKinds kinds;
    private final ProviderClient provider;
    private final ProviderConfig config;

    CompanyLookups(
            CompanyLookupRepository lookups,
            CompanyRepository companies,
            DomainKinds kinds,
            ProviderClient provider,
            ProviderConfig config) {
        this.lookups = lookups;
        this.companies = companies;
        this.kinds = kinds;
        this.provider = provider;
        this.config = config;
    }

    /** Somebody signed up, now and here; a company is asked for once for as long as its answer is good. */
    @Transactional
    public void met(List<Received<SignupQualified>> signups) {
        if (!provider.isThere()) {
            return;
        }
        List<String> domains = signups.stream()
                .map(Received::event)
                .filter(signup -> !signup.answers().imported())
                .map(SignupQualified::domain)
                .filter(Objects::nonNull)
                .filter(domain -> !OF_PEOPLE.contains(kinds.of(domain)))
                .toList();
        if (!domains.isEmpty()) {
            lookups.want(domains);
        }
    }

    @Transactional
    List<CompanyLookupRepository.Lookup> take(int atMost) {
        return lookups.take(atMost, config.questionsADay());
    }

    @Transactional
    void answered(String domain, Optional<Firmographics> said) {
        companies.provide(domain, said);
        lookups.answered(
                domain,
                said.isPresent(),
                Instant.now().plus(said.isPresent() ? config.knownFor() : config.unknownFor()));
    }

    @Transactional
    void failed(CompanyLookupRepository.Lookup lookup, String reason) {
        Instant now = Instant.now();
        if (lookup.attempts() >= MOST_ATTEMPTS) {
            lookups.givenUp(lookup.domain(), reason, now.plus(config.unknownFor()));
        } else {
            Duration pause = config.pause().multipliedBy(1L << (lookup.attempts() - 1));
            lookups.failed(lookup.domain(), reason, now.plus(pause));
        }
    }

    @Transactional
    void notAsked(String domain) {
        lookups.notAsked(domain, Instant.now().plus(config.restAfterFailures()));
    }
}

package io.tandem.signup.identity;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.delivery.Received;
import io.tandem.signup.domain.AccountMatching;
import io.tandem.signup.domain.CompanyProfile;
import io.tandem.signup.domain.DomainSlip;
import io.tandem.signup.domain.MatchKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Looks for accounts that may be one company, each time that one is met or first named. */
@ApplicationScoped
public class CompanyMatchingService {
    private static final AccountMatching MATCHING = ShippedCompanyWords.MATCHING;

    private final CompanyProfileRepository profiles;
    private final MatchSuggestionRepository suggestions;

    CompanyMatchingService(CompanyProfileRepository profiles, MatchSuggestionRepository suggestions) {
        this.profiles = profiles;
        this.suggestions = suggestions;
    }

    @Transactional
    void signedUp(List<Received<SignupQualified>> signups) {
        met(signups.stream().map(signup -> MetCompany.of(signup.event())).toList());
    }

    /** Who was met before changes no profile, and is not looked at again. */
    @Transactional
    public void met(List<MetCompany> companies) {
        profiles.lock();
        List<UUID> changed = profiles.put(companies);
        if (changed.isEmpty()) {
            return;
        }
        Map<UUID, List<CompanyProfile>> comparable = profiles.comparable(changed);
        List<NewSuggestion> found = new ArrayList<>();
        comparable.forEach((id, known) -> found.addAll(matches(id, known)));
        suggestions.add(found);
    }

    /** What would be suggested of accounts that are not met yet, were they met now; those without a suggestion are missing. */
    @Transactional
    public Map<UUID, SuggestedAccount> preview(Collection<MetCompany> unmet) {
        Map<UUID, CompanyProfile> companies = new LinkedHashMap<>();
        unmet.forEach(company -> companies.putIfAbsent(company.accountId(), company.profile()));
        Map<UUID, SuggestedAccount> suggested = new LinkedHashMap<>();
        profiles.comparableTo(List.copyOf(companies.values()))
                .forEach((id, known) -> MATCHING.best(companies.get(id), known)
                        .ifPresent(match -> suggested.put(
                                id,
                                new SuggestedAccount(
                                        match.account().accountId(),
                                        match.account().domain(),
                                        match.kind().name()))));
        return suggested;
    }

    /** @param known all to compare with, and the account itself */
    private static List<NewSuggestion> matches(UUID id, List<CompanyProfile> known) {
        CompanyProfile company = known.stream()
                .filter(profile -> profile.accountId().equals(id))
                .findFirst()
                .orElseThrow();
        List<CompanyProfile> others = known.stream()
                .filter(profile -> !profile.accountId().equals(id))
                .toList();
        List<NewSuggestion> found = new ArrayList<>();
        MATCHING.best(
                        company,
                        others.stream().filter(other -> other.domain() != null).toList())
                .ifPresent(match -> found.add(suggestion(company, match)));
        // Each of those without a company may belong to this one.
        others.stream().filter(other -> other.domain() == null).forEach(other -> MATCHING.best(other, List.of(company))
                .ifPresent(match -> found.add(suggestion(other, match))));
        meantMail(company).ifPresent(found::add);
        return found;
    }

    private static NewSuggestion suggestion(CompanyProfile company, AccountMatching.Match match) {
        CompanyProfile other = match.account();
        boolean into = AccountMatching.goesInto(company, other);
        return new NewSuggestion(
                match.kind(),
                into ? company.accountId() : other.accountId(),
                into ? other.accountId() : company.accountId(),
                null);
    }

    private static Optional<NewSuggestion> meantMail(CompanyProfile company) {
        if (company.domain() == null || company.isNamedAsItsDomain()) {
            return Optional.empty();
        }
        return ShippedCompanyWords.MISTYPED_MAIL_DOMAINS.stream()
                .sorted()
                .filter(mail -> DomainSlip.between(company.domain(), mail))
                .findFirst()
                .map(mail -> new NewSuggestion(MatchKind.TYPO, company.accountId(), AccountId.ofDomain(mail), mail));
    }
}

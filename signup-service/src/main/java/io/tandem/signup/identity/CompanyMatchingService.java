package io.tandem.signup.identity;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.SignupQualified;
import io.tandem.kit.delivery.Received;
import io.tandem.signup.domain.AccountMatching;
import io.tandem.signup.domain.CompanyProfile;
import io.tandem.signup.domain.DomainSlip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Looks for accounts that may be one company, each time that one is met or first named. */
@ApplicationScoped
class CompanyMatchingService {
    private static final AccountMatching MATCHING = ShippedCompanyWords.MATCHING;

    private final CompanyProfileRepository profiles;
    private final MatchSuggestionRepository suggestions;

    CompanyMatchingService(CompanyProfileRepository profiles, MatchSuggestionRepository suggestions) {
        this.profiles = profiles;
        this.suggestions = suggestions;
    }

    /** A repeated event changes no profile, so it is not looked at again. */
    @Transactional
    public void met(List<Received<SignupQualified>> signups) {
        profiles.lock();
        List<UUID> changed =
                profiles.put(signups.stream().map(signup -> signup.event()).toList());
        if (changed.isEmpty()) {
            return;
        }
        Map<UUID, List<CompanyProfile>> comparable = profiles.comparable(changed);
        List<NewSuggestion> found = new ArrayList<>();
        comparable.forEach((id, known) -> found.addAll(matches(id, known)));
        suggestions.add(found);
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
                MatchKind.valueOf(match.rule().name()),
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

package io.tandem.signup.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The order in which candidates are preferred, as the README tells it: each test differs in one step alone. */
class AccountMatchingTest {
    private static final CompanyWords WORDS =
            new CompanyWords(Set.of(), Set.of(), List.of(), Set.of("group"), Set.of());
    private static final AccountMatching MATCHING = new AccountMatching(WORDS, (one, other) -> 0);
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final CompanyProfile COMPANY = company(9, "quillon.example", "quillon", "DE", 1, SINCE);

    @Test
    void prefersTheEarlierRule() {
        CompanyProfile close = company(1, "other.example", "quillon group", "DE", 9, SINCE);
        CompanyProfile same = company(2, "another.example", "quillon", "FR", 1, SINCE);
        preferred(same, MatchKind.SAME_NAME, close);
    }

    @Test
    void prefersTheOneWhoseDomainIsTheName() {
        CompanyProfile likelier = company(1, "other.example", "quillon", "DE", 9, SINCE);
        CompanyProfile named = company(2, "quillon.com", "quillon", "FR", 1, SINCE);
        preferred(named, MatchKind.SAME_NAME, likelier);
    }

    @Test
    void prefersTheOneInTheSameCountry() {
        CompanyProfile larger = company(1, "other.example", "quillon", "FR", 9, SINCE);
        CompanyProfile near = company(2, "another.example", "quillon", "DE", 1, SINCE);
        preferred(near, MatchKind.SAME_NAME, larger);
    }

    @Test
    void prefersTheOneWithMorePeople() {
        CompanyProfile elder = company(1, "other.example", "quillon", "DE", 1, SINCE.minusSeconds(1));
        CompanyProfile larger = company(2, "another.example", "quillon", "DE", 2, SINCE);
        preferred(larger, MatchKind.SAME_NAME, elder);
    }

    @Test
    void prefersTheOneKnownLonger() {
        CompanyProfile smallerId = company(1, "other.example", "quillon", "DE", 1, SINCE);
        CompanyProfile elder = company(2, "another.example", "quillon", "DE", 1, SINCE.minusSeconds(1));
        preferred(elder, MatchKind.SAME_NAME, smallerId);
    }

    @Test
    void prefersTheSmallerIdAtLast() {
        CompanyProfile larger = company(2, "other.example", "quillon", "DE", 1, SINCE);
        CompanyProfile smaller = company(1, "another.example", "quillon", "DE", 1, SINCE);
        preferred(smaller, MatchKind.SAME_NAME, larger);
    }

    @Test
    void whoHasNoCompanyGoesIntoOne() {
        CompanyProfile person = company(1, null, "quillon", "DE", 9, SINCE.minusSeconds(1));
        goesInto(person, COMPANY);
    }

    @Test
    void whoIsNotNamedAsTheDomainGoesIntoWhoIs() {
        goesInto(company(1, "other.example", "quillon", "DE", 9, SINCE.minusSeconds(1)), COMPANY);
    }

    @Test
    void whoIsFewerGoesIntoWhoIsMore() {
        goesInto(COMPANY, company(1, "quillon.com", "quillon", "DE", 2, SINCE.plusSeconds(1)));
    }

    private static void preferred(CompanyProfile expected, MatchKind kind, CompanyProfile other) {
        AccountMatching.Match match = new AccountMatching.Match(expected, kind);
        assertEquals(match, MATCHING.best(COMPANY, List.of(expected, other)).orElseThrow());
        assertEquals(match, MATCHING.best(COMPANY, List.of(other, expected)).orElseThrow());
    }

    private static void goesInto(CompanyProfile company, CompanyProfile other) {
        assertTrue(AccountMatching.goesInto(company, other));
        assertFalse(AccountMatching.goesInto(other, company));
    }

    private static CompanyProfile company(
            long id, String domain, String name, String country, int people, Instant since) {
        return new CompanyProfile(
                new UUID(0, id),
                domain,
                domain == null ? null : domain.substring(0, domain.indexOf('.')),
                name,
                country,
                people,
                since);
    }
}

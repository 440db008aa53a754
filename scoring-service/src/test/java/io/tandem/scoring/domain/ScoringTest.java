package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.StandardModel.MODEL;
import static io.tandem.scoring.domain.TestFacts.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Contribution;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Score;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoringTest {
    @Test
    void theIdealCompanyHasFullFit() {
        Score score = score(new TestFacts().signup(CompanySize.OVER_5000, "VP Engineering", "reporting"));

        assertEquals(50, score.fit());
        assertEquals(0, score.engagement());
        assertEquals("A4", score.grade());
        assertEquals(
                List.of("company-size", "business-email", "role", "use-case"),
                score.explanation().stream().map(Contribution::rule).toList());
    }

    @Test
    void anAccountKnownByUsageAloneFitsByItsAddress() {
        assertEquals(5, score(new TestFacts()).fit());
    }

    @Test
    void whatNobodySaidIsTakenFromTheCompanyTable() {
        Score score = score(new TestFacts().signup(null, null, null).company(company(CompanySize.UP_TO_200)));

        assertEquals(23, score.fit());
        assertEquals(
                List.of("the company table says 51 to 200 people", "business address at acme.com"),
                score.explanation().stream().map(Contribution::reason).toList());
        assertAddsUp(score);
    }

    @Test
    void whatSomebodySaidGoesBeforeTheCompanyTable() {
        Score score =
                score(new TestFacts().signup(CompanySize.UP_TO_10, null, null).company(company(CompanySize.OVER_5000)));

        assertEquals("company size 1-10", score.explanation().get(0).reason());
        assertEquals(9, score.fit());
    }

    @Test
    void theLargestCompaniesHaveNoUpperEnd() {
        Score score = score(new TestFacts().company(company(CompanySize.OVER_5000)));

        assertEquals(
                "the company table says 5001 people or more",
                score.explanation().get(0).reason());
    }

    private static Firmographics company(CompanySize size) {
        return new Firmographics("Acme", "Logistics", size, "PT", null, Map.of("companySize", "table"));
    }

    @Test
    void rolesAreReadByWords() {
        Map.of(
                        "Founder & CEO", 7,
                        "Co-Founder", 7,
                        "vice president, sales", 7,
                        "Head of Data", 7,
                        "C-Level", 7,
                        "Product Manager", 4,
                        "team lead", 4,
                        "Engineer", 2,
                        "Headhunter", 2)
                .forEach((role, points) -> assertEquals(
                        points.doubleValue(),
                        score(new TestFacts().signup(CompanySize.UP_TO_10, role, "x")).explanation().stream()
                                .filter(part -> part.rule().equals("role"))
                                .findFirst()
                                .orElseThrow()
                                .points(),
                        role));
    }

    @Test
    void aRuleCountsUpToItsCap() {
        Score score = score(new TestFacts().used("signed-in", 40, NOW));

        assertEquals(10, score.engagement());
    }

    @Test
    void engagementHalvesInOneHalfLife() {
        AccountFacts facts = new TestFacts().used("invite-sent", 2, NOW).facts();

        assertEquals(8, Scoring.score(MODEL, facts, NOW).engagement());
        assertEquals(
                4, Scoring.score(MODEL, facts, NOW.plus(Duration.ofDays(14))).engagement());
    }

    @Test
    void whatTheCapTakesAwayIsSaid() {
        TestFacts facts = new TestFacts();
        MODEL.definition().engagement().rules().forEach(rule -> facts.used(rule.rule(), 100, NOW));

        Score score = score(facts);

        assertEquals(50, score.engagement());
        assertTrue(score.explanation().stream()
                .anyMatch(part -> part.rule().equals("engagement-cap") && part.points() < 0));
        assertAddsUp(score);
    }

    @Test
    void contributionsAlwaysAddUpToTheScore() {
        Random random = new Random(3);
        String[] roles = {"founder", "sales manager", "engineer", "", null};
        for (int trial = 0; trial < 3_000; trial++) {
            TestFacts facts = new TestFacts();
            if (random.nextBoolean()) {
                facts.company(company(CompanySize.values()[random.nextInt(CompanySize.values().length)]));
            }
            if (random.nextBoolean()) {
                facts.signup(
                        random.nextInt(3) == 0
                                ? null
                                : CompanySize.values()[random.nextInt(CompanySize.values().length)],
                        roles[random.nextInt(roles.length)],
                        random.nextBoolean() ? "reporting" : null);
            }
            for (EngagementRule rule : MODEL.definition().engagement().rules().toList()) {
                if (random.nextBoolean()) {
                    Instant at = NOW.minusSeconds(random.nextInt(60 * 86_400));
                    facts.used(rule.rule(), 1 + random.nextInt(30), at);
                }
            }
            assertAddsUp(score(facts));
        }
    }

    @Test
    void gradesChangeAtTheCuts() {
        assertEquals("D4", score(new TestFacts()).grade());
        assertEquals(
                "C4",
                score(new TestFacts().signup(CompanySize.UP_TO_10, "engineer", "x"))
                        .grade());
        assertEquals(
                "A3",
                score(new TestFacts().signup(CompanySize.OVER_5000, "ceo", "x").used("plan-limit-reached", 2, NOW))
                        .grade());
    }

    private static Score score(TestFacts facts) {
        return Scoring.score(MODEL, facts.facts(), NOW);
    }

    private static void assertAddsUp(Score score) {
        assertEquals(exact(score.fit()), sum(score, "FIT"));
        assertEquals(exact(score.engagement()), sum(score, "ENGAGEMENT"));
        assertEquals(exact(score.total()), exact(score.fit()).add(exact(score.engagement())));
        assertTrue(score.fit() <= 50 && score.engagement() <= 50);
    }

    private static BigDecimal sum(Score score, String group) {
        return score.explanation().stream()
                .filter(part -> part.group().equals(group))
                .map(part -> exact(part.points()))
                .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    /** Fails for anything with more than two decimals. */
    private static BigDecimal exact(double points) {
        return BigDecimal.valueOf(points).setScale(2);
    }
}

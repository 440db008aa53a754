package io.tandem.scoring.domain;

import static io.tandem.scoring.domain.TestFacts.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Contribution;
import io.tandem.contracts.Score;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoringGroupsTest {
    @Test
    void groupsDecayEachWithItsOwnHalfLife() {
        CompiledModel model = model(
                List.of(group("fast", 50, 1, rule("a", null, "10")), group("slow", 50, 10, rule("b", null, "10"))));
        AccountFacts facts =
                used(model, new TestFacts(), Map.of("a", NOW, "b", NOW)).facts();

        assertEquals(20, Scoring.score(model, facts, NOW).engagement());
        assertEquals(
                5.01, Scoring.score(model, facts, NOW.plus(Duration.ofDays(10))).engagement());
    }

    @Test
    void negativePointsTakeAwayButNotBelowNothing() {
        CompiledModel model = model(List.of(group("all", 50, 10, rule("a", null, "4"), rule("b", null, "-10"))));

        Score score = Scoring.score(
                model, used(model, new TestFacts(), Map.of("a", NOW, "b", NOW)).facts(), NOW);

        assertEquals(0, score.engagement());
        assertEquals(
                List.of(4.0, -10.0, 6.0),
                score.explanation().stream()
                        .filter(part -> part.group().equals("ENGAGEMENT"))
                        .map(Contribution::points)
                        .toList());
    }

    @Test
    void aConditionOverTheAccountDecidesWhetherARuleGivesPoints() {
        CompiledModel model =
                model(List.of(group("all", 50, 10, rule("a", "account.employees > 200 && plan.name != 'free'", "4"))));

        assertEquals(
                0,
                Scoring.score(
                                model,
                                used(model, new TestFacts(), Map.of("a", NOW)).facts(),
                                NOW)
                        .engagement());
        assertEquals(
                4,
                Scoring.score(
                                model,
                                used(model, new TestFacts().signup(CompanySize.OVER_5000, null, null), Map.of("a", NOW))
                                        .facts(),
                                NOW)
                        .engagement());
    }

    @Test
    void ofARuleThatNamesAPersonOnlyTheirPartCounts() {
        CompiledModel model = model(List.of(group("all", 50, 10, rule("a", "person.role.contains('CTO')", "4"))));
        BigDecimal one = model.measures().values().stream()
                .filter(measure -> measure.events().contains("a"))
                .findFirst()
                .orElseThrow()
                .weight(NOW);
        RuleUsage usage = new RuleUsage(3, one.multiply(BigDecimal.valueOf(3)), NOW, NOW)
                .by(List.of(
                        new RuleUsage.OfPerson("cto", person("CTO"), 1, one, NOW),
                        new RuleUsage.OfPerson(
                                "intern", person("intern"), 2, one.multiply(BigDecimal.valueOf(2)), NOW)));

        Score score = Scoring.score(model, new TestFacts().usage("a", usage).facts(), NOW);

        assertEquals(4, score.engagement());
        assertTrue(score.explanation().stream().anyMatch(part -> part.reason().startsWith("a ×1, ")));
    }

    @Test
    void whatAPersonDidCountsWhereTheirCompanyMeetsTheCondition() {
        CompiledModel model =
                model(List.of(group("all", 50, 10, rule("a", "account.employees > 200 && plan.name != 'free'", "4"))));
        AccountFacts company = used(model, new TestFacts().signup(CompanySize.OVER_5000, null, null), Map.of("a", NOW))
                .facts();
        AccountFacts person = used(model, new TestFacts(), Map.of("a", NOW)).facts();

        assertEquals(4, ofPerson(model, person, company).engagement());
        assertEquals(0, ofPerson(model, person, person).engagement());
        assertEquals(
                Scoring.score(model, person, NOW).fit(),
                ofPerson(model, person, company).fit(),
                "what the company is, is not theirs");
    }

    /** What has changed for half an hour is found, whatever the model. */
    @Test
    void pointsThatComeBackAreNoticedAsThoseThatFade() {
        Random random = new Random(21);
        int rose = 0;
        int fell = 0;
        for (int trial = 0; trial < 150; trial++) {
            CompiledModel model = model(List.of(
                    group("given", 40, 1 + random.nextInt(9), rule("a", null, "" + (5 + random.nextInt(30)))),
                    group("taken", 40, 1 + random.nextInt(3), rule("b", null, "-" + (5 + random.nextInt(30)))),
                    group("slowest", 40, 30, rule("c", null, "" + random.nextInt(40)))));
            TestFacts used = new TestFacts().signup(CompanySize.UP_TO_200, "Head of Data", "reporting");
            for (String rule : List.of("a", "b", "c")) {
                used(model, used, Map.of(rule, NOW.minusSeconds(random.nextInt(3 * 86_400))));
            }
            AccountFacts facts = used.facts();
            Instant latest = NOW.plus(Duration.ofDays(1));
            Qualification now = Qualification.of(model, facts, Qualification.Inputs.NONE, NOW);
            Qualification.Inputs after = new Qualification.Inputs(
                    now.earned().stage(), Qualification.Inputs.NONE.circumstances(), Overrides.NONE, List.of());
            Instant at = now.changesAt(model, facts, NOW, latest);

            assertFalse(now.unchangedUntil(model, NOW, latest).isAfter(at), "promises more than holds, " + trial);
            int changed = 0;
            for (Instant each = NOW; each.isBefore(at); each = each.plus(Duration.ofMinutes(20))) {
                boolean same =
                        outcome(Qualification.of(model, facts, after, each)).equals(outcome(now));
                changed = same ? 0 : changed + 1;
                assertTrue(changed < 3, "changed long before " + at + ", at " + each + " in " + trial);
            }
            double moved = Qualification.of(model, facts, after, at).score().engagement()
                    - now.score().engagement();
            rose += at.isBefore(latest) && moved > 0 ? 1 : 0;
            fell += at.isBefore(latest) && moved < 0 ? 1 : 0;
        }
        assertTrue(rose > 3 && fell > 3, rose + " rose and " + fell + " fell");
    }

    private static String outcome(Qualification qualification) {
        return qualification.score().grade() + qualification.earned().stage();
    }

    @Test
    void contributionsAddUpByAnyModel() {
        Random random = new Random(8);
        Set<String> seen = new HashSet<>();
        for (int trial = 0; trial < 1_000; trial++) {
            List<EngagementGroup> groups = new ArrayList<>();
            for (int g = 0; g < 1 + random.nextInt(4); g++) {
                EngagementRule[] rules = new EngagementRule[1 + random.nextInt(4)];
                for (int r = 0; r < rules.length; r++) {
                    rules[r] = rule("r" + g + r, null, "" + (random.nextInt(4_001) - 1_000) / 100.0);
                }
                groups.add(group("g" + g, 1 + random.nextInt(40), 1 + random.nextInt(60), rules));
            }
            CompiledModel model = model(groups);
            TestFacts facts = new TestFacts();
            model.definition().engagement().rules().forEach(rule -> {
                if (random.nextBoolean()) {
                    used(model, facts, Map.of(rule.rule(), NOW.minusSeconds(random.nextInt(60 * 86_400))));
                }
            });

            Score score = Scoring.score(model, facts.facts(), NOW);

            BigDecimal sum = score.explanation().stream()
                    .map(part -> BigDecimal.valueOf(part.points()).setScale(2))
                    .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
            assertEquals(BigDecimal.valueOf(score.total()).setScale(2), sum);
            assertTrue(score.engagement() >= 0 && score.engagement() <= 50);
            score.explanation().forEach(part -> seen.add(part.rule()));
        }
        assertTrue(seen.containsAll(Set.of("g0-cap", "engagement-cap", "engagement-floor")), seen.toString());
    }

    @Test
    void whatEverybodyDidAddsUpToTheEngagement() {
        Random random = new Random(9);
        for (int trial = 0; trial < 500; trial++) {
            List<EngagementGroup> groups = new ArrayList<>();
            for (int g = 0; g < 1 + random.nextInt(3); g++) {
                EngagementRule[] rules = new EngagementRule[1 + random.nextInt(3)];
                for (int r = 0; r < rules.length; r++) {
                    rules[r] = rule("r" + g + r, null, "" + (random.nextInt(4_001) - 1_000) / 100.0);
                }
                groups.add(group("g" + g, 1 + random.nextInt(40), 1 + random.nextInt(60), rules));
            }
            CompiledModel model = model(groups);
            TestFacts facts = new TestFacts();
            model.rulesOf().forEach((id, rules) -> {
                List<RuleUsage.OfPerson> people = new ArrayList<>();
                for (int p = 0; p < 1 + random.nextInt(4); p++) {
                    Instant at = NOW.minusSeconds(random.nextInt(60 * 86_400));
                    people.add(new RuleUsage.OfPerson(
                            "p" + p, person(""), 1, model.measures().get(id).weight(at), at));
                }
                BigDecimal sum =
                        people.stream().map(RuleUsage.OfPerson::weights).reduce(BigDecimal.ZERO, BigDecimal::add);
                rules.forEach(rule -> facts.usage(rule, new RuleUsage(people.size(), sum, NOW, NOW).by(people)));
            });

            BigDecimal shares = EngagementShares.of(model, facts.facts(), NOW).stream()
                    .map(share -> BigDecimal.valueOf(share.points()).setScale(2))
                    .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);

            assertEquals(
                    BigDecimal.valueOf(Scoring.score(model, facts.facts(), NOW).engagement())
                            .setScale(2),
                    shares);
        }
    }

    private static Score ofPerson(CompiledModel model, AccountFacts person, AccountFacts company) {
        return Scoring.ofPerson(model, person, Variables.of(company), new PresentValue(NOW));
    }

    private static AccountPerson person(String role) {
        return new AccountPerson(null, "u", null, null, role, 1, NOW, false);
    }

    private static EngagementGroup group(String name, int cap, int halfLifeDays, EngagementRule... rules) {
        return new EngagementGroup(name, BigDecimal.valueOf(cap), halfLifeDays, List.of(rules));
    }

    private static EngagementRule rule(String name, String when, String points) {
        return new EngagementRule(name, List.of(name), null, when, new BigDecimal(points), null, List.of(), name);
    }

    private static TestFacts used(CompiledModel model, TestFacts facts, Map<String, Instant> done) {
        model.rulesOf()
                .forEach((id, rules) -> rules.forEach(rule -> {
                    if (done.containsKey(rule)) {
                        Instant at = done.get(rule);
                        facts.usage(
                                rule, new RuleUsage(1, model.measures().get(id).weight(at), at, at));
                    }
                }));
        return facts;
    }

    private static CompiledModel model(List<EngagementGroup> groups) {
        ScoringModel shipped = StandardModel.MODEL.definition();
        return CompiledModel.of(
                "7",
                new ScoringModel(
                        shipped.description(),
                        shipped.fit(),
                        new Engagement(BigDecimal.valueOf(50), groups),
                        shipped.grades(),
                        shipped.activation(),
                        List.of(),
                        shipped.stages()),
                StandardModel.MODEL.conditions());
    }
}

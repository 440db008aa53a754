package io.tandem.routing.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.AcvModel;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Staffing;
import io.tandem.routing.domain.Territory;
import io.tandem.routing.policy.LintFinding.Check;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyLintTest extends LintedPolicies {
    @Test
    void shippedPolicyHasNoFindings() {
        assertEquals(List.of(), lint(SHIPPED));
    }

    @Test
    void unreachableRule() {
        LintFinding found = one(
                Check.UNREACHABLE_RULE,
                lint(rules(
                        rule("never", "account.employees > 10 && account.employees < 5", Motion.SELF_SERVE),
                        rule("rest", "true", Motion.SELF_SERVE))));

        assertEquals("/rules/0", found.place());
        assertEquals("never", found.rule());
    }

    @Test
    void ruleBehindOneForEverybodyIsAnError() {
        Policy policy = rules(
                rule("large", "account.employees > 10", Motion.SALES_ASSIST),
                rule("all", "true", Motion.SELF_SERVE),
                rule("larger", "account.employees > 1000", Motion.SALES_LED));

        LintFinding found = one(Check.UNREACHABLE_RULE, lint(policy));

        assertEquals(LintFinding.Severity.ERROR, found.severity());
        assertEquals("/rules/2", found.place());
        assertEquals("rule all before it is for everybody, so this one is never asked", found.reason());
        assertEquals(List.of(found), PolicyLint.errors(policy, STAFFED, Instant.EPOCH));
    }

    @Test
    void ruleThatComparesDerivedValuesIsReached() {
        List<LintFinding> findings = lint(rules(
                rule("dear", "account.acv > 123456 && account.country == 'FR'", Motion.SALES_LED),
                rule("signals", "signals.exists(s, s.name == 'upgrade-blocked') && !signup.isNew", Motion.SALES_ASSIST),
                rule("fit", "score.fit >= 41.5 && signup.role.startsWith('Head')", Motion.SALES_ASSIST),
                rule("rest", "true", Motion.SELF_SERVE)));

        assertEquals(List.of(), findings);
    }

    @Test
    void shadowedRule() {
        LintFinding found = one(
                Check.SHADOWED_RULE,
                lint(rules(
                        rule("large", "account.employees > 10", Motion.SALES_ASSIST),
                        rule("larger", "account.employees > 1000", Motion.SALES_LED),
                        rule("rest", "true", Motion.SELF_SERVE))));

        assertEquals("larger", found.rule());
        assertTrue(found.reason().endsWith(": large"), found.reason());
    }

    @Test
    void gap() {
        LintFinding found = one(
                Check.GAP,
                lint(rules(
                        rule("large", "account.employees > 10", Motion.SALES_ASSIST),
                        rule("new", "account.employees <= 10 && signup.isNew", Motion.SELF_SERVE))));

        assertTrue(found.reason().contains("signup.isNew is false"), found.reason());
    }

    @Test
    void emptyPool() {
        Map<String, Staffing.Pool> pools = new HashMap<>(STAFFED.pools());
        pools.put("VIP", pool(rep("gone@rep.example", false)));
        Staffing staffing = new Staffing(pools);
        Policy policy = toPool(Motion.SALES_LED, false, "VIP");

        LintFinding found = one(Check.EMPTY_POOL, PolicyLint.findings(policy, staffing, MONDAY));

        assertEquals(LintFinding.Severity.WARNING, found.severity());
        assertEquals("/rules/0/then/pool", found.place());
        assertTrue(found.reason().contains("VIP, so handoffs to it wait"), found.reason());
        assertEquals(List.of(), PolicyLint.errors(policy, staffing, MONDAY));
    }

    @Test
    void poolThatDoesNotExistIsAnErrorWhereverItIsNamed() {
        Territory dach = new Territory(
                "DACH", List.of("DE"), List.of(), List.of(), List.of(), Map.of(Motion.SALES_LED, "VIP"), List.of());
        Territory europe =
                new Territory("Europe", List.of(), List.of("Europe"), List.of(), List.of(), Map.of(), List.of(dach));
        Map<String, Policy> policies = Map.of(
                "/rules/0/then/pool", toPool(Motion.SALES_LED, false, "VIP"),
                "/rules/0/then/pool again", toPool(Motion.SELF_SERVE, true, "VIP"),
                "/namedAccounts/0/pool",
                        with(List.of(new Policy.NamedAccounts("key", List.of("acme.com"), null, "VIP")), List.of()),
                "/territories/0/parts/0/pools/SALES_LED", with(List.of(), List.of(europe)));

        policies.forEach((place, policy) -> {
            LintFinding found = one(Check.EMPTY_POOL, lint(policy));
            assertEquals(LintFinding.Severity.ERROR, found.severity());
            assertEquals(place.split(" ")[0], found.place());
            assertEquals("there is no pool VIP", found.reason());
            assertEquals(List.of(found), PolicyLint.errors(policy, STAFFED, MONDAY));
        });
    }

    @Test
    void ruleThatNeverBringsAHumanInNeedsNoPool() {
        AcvModel acv = new AcvModel(
                "USD",
                new BigDecimal("360.00"),
                Map.of(),
                5,
                List.of(new AcvModel.Band("all", null, Motion.SELF_SERVE)));
        Policy policy =
                new Policy("1", "", acv, toPool(Motion.SELF_SERVE, true, "VIP").rules());

        assertEquals(List.of(), PolicyLint.errors(policy, STAFFED, MONDAY));
    }

    @Test
    void emptyPoolOfAMotionThatTheWorthMayRaiseARuleTo() {
        Policy policy = rules(new Policy.Rule(
                "a", "", "true", new Policy.Then(Motion.SALES_ASSIST, true, null, 60, "a", null, false)));
        Map<String, Staffing.Pool> assistOnly = new HashMap<>(STAFFED.pools());
        assistOnly.put("SALES_LED", pool(rep("gone@rep.example", false)));

        LintFinding found = one(Check.EMPTY_POOL, PolicyLint.findings(policy, new Staffing(assistOnly), MONDAY));

        assertEquals("/rules/0/then/orHigher", found.place());
        assertTrue(found.reason().contains("SALES_LED"), found.reason());
    }

    @Test
    void inactiveOwner() {
        Policy policy = with(
                List.of(
                        new Policy.NamedAccounts("strategic", List.of("acme.com"), "maya@rep.example", null),
                        new Policy.NamedAccounts("old", List.of("old.com"), "gone@rep.example", null)),
                List.of());

        LintFinding found = one(Check.INACTIVE_OWNER, lint(policy));

        assertEquals("/namedAccounts/1/owner", found.place());
    }

    @Test
    void overlappingTerritories() {
        Territory dach = territory("DACH", List.of("DE", "AT", "CH"), List.of(), List.of());
        Territory west = territory("West", List.of(), List.of("Western Europe"), List.of());
        Territory nordics = territory("Nordics", List.of(), List.of("Northern Europe"), List.of("Banking"));

        LintFinding found = one(Check.OVERLAPPING_TERRITORIES, lint(with(List.of(), List.of(dach, west, nordics))));

        assertEquals("/territories/1", found.place());
        assertEquals("DACH and West both hold AT, CH, DE; such an account goes to DACH", found.reason());
    }

    @Test
    void territoriesForOtherCompanySizesDoNotOverlap() {
        Territory small = sized("Small", CompanySize.UP_TO_10, CompanySize.UP_TO_50);
        Territory middle = sized("Middle", CompanySize.UP_TO_50, CompanySize.UP_TO_200);
        Territory large = sized("Large", CompanySize.OVER_5000);

        LintFinding found = one(Check.OVERLAPPING_TERRITORIES, lint(with(List.of(), List.of(small, large, middle))));

        assertEquals("Small and Middle both hold DE, 11-50 people; such an account goes to Small", found.reason());
    }

    @Test
    void bandNotMonotone() {
        List<AcvModel.Band> bands = List.of(
                new AcvModel.Band("low", new BigDecimal("5000"), Motion.SALES_ASSIST),
                new AcvModel.Band("middle", new BigDecimal("4000"), Motion.SELF_SERVE),
                new AcvModel.Band("high", null, Motion.SALES_LED));
        AcvModel acv = new AcvModel("USD", new BigDecimal("360.00"), Map.of(), 5, bands);
        Policy policy = new Policy("1", "", acv, List.of(rule("rest", "true", Motion.SELF_SERVE)));

        List<LintFinding> found = lint(policy).stream()
                .filter(finding -> finding.check() == Check.BAND_NOT_MONOTONE)
                .toList();

        assertEquals(2, found.size(), found.toString());
        assertTrue(found.stream().allMatch(finding -> finding.severity() == LintFinding.Severity.ERROR));
    }

    @Test
    void celThatCanFailAtRunTime() {
        for (String when : List.of(
                "account.acv / account.users > 300",
                "signals[0].name == 'several-users'",
                "int(signup.companySize) > 3",
                "signup.role.matches(account.name)",
                "account.acv % account.seats == 0")) {
            LintFinding found = one(Check.CONDITION_CAN_FAIL, lint(rules(rule("a", when, Motion.SELF_SERVE), rest())));
            assertEquals("a", found.rule());
            assertEquals(1, found.line());
            assertTrue(found.column() >= 1, found.toString());
        }
    }

    @Test
    void conditionThatAsksFirstCannotFail() {
        List<LintFinding> findings = lint(rules(
                rule("a", "account.users > 0 && account.acv / account.users > 300", Motion.SELF_SERVE),
                rule("b", "signals.size() > 0 && signals[0].name == 'x'", Motion.SELF_SERVE),
                rest()));

        assertTrue(
                findings.stream().noneMatch(finding -> finding.check() == Check.CONDITION_CAN_FAIL),
                findings.toString());
    }

    private static Policy toPool(Motion motion, boolean orHigher, String pool) {
        return rules(new Policy.Rule("a", "", "true", new Policy.Then(motion, orHigher, pool, 60, "a", null, false)));
    }

    private static Policy with(List<Policy.NamedAccounts> named, List<Territory> territories) {
        return new Policy("1", "", SHIPPED.acv(), null, List.of(), named, List.of(), territories, SHIPPED.rules());
    }

    private static Territory territory(
            String name, List<String> countries, List<String> regions, List<String> industries) {
        return new Territory(name, countries, regions, industries, List.of(), Map.of(), List.of());
    }

    private static Territory sized(String name, CompanySize... sizes) {
        return new Territory(name, List.of("DE"), List.of(), List.of(), List.of(sizes), Map.of(), List.of());
    }

    private static Policy.Rule rest() {
        return rule("rest", "true", Motion.SELF_SERVE);
    }
}

package io.tandem.routing.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.AcvModel;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.domain.Staffing;
import io.tandem.routing.domain.Territory;
import io.tandem.routing.policy.LintFinding.Check;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PolicyLintTest {
    private static final Policy SHIPPED = shipped();
    private static final Staffing STAFFED = new Staffing(Map.of(
            "SALES_ASSIST", List.of(rep("maya@rep.example", true), rep("gone@rep.example", false)),
            "SALES_LED", List.of(rep("maya@rep.example", true)),
            "PARTNER", List.of(rep("maya@rep.example", true))));

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
        assertEquals(List.of(found), PolicyLint.errors(policy, Instant.EPOCH));
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
        Policy policy = rules(new Policy.Rule(
                "a", "", "true", new Policy.Then(Motion.SALES_LED, false, "VIP", 60, "a", null, false)));

        LintFinding found = one(Check.EMPTY_POOL, lint(policy));

        assertEquals("/rules/0/then/pool", found.place());
        assertTrue(found.reason().contains("VIP"), found.reason());
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
    void slaImpossibleInWorkingHours() {
        Policy policy = rules(
                new Policy.Rule("a", "", "true", new Policy.Then(Motion.SALES_LED, false, null, 0, "a", null, false)));

        assertEquals(
                "/rules/0/then/slaMinutes",
                one(Check.SLA_IMPOSSIBLE, lint(policy)).place());
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

    private static LintFinding one(Check check, List<LintFinding> findings) {
        List<LintFinding> found =
                findings.stream().filter(finding -> finding.check() == check).toList();
        assertEquals(1, found.size(), findings.toString());
        return found.get(0);
    }

    private static List<LintFinding> lint(Policy policy) {
        return PolicyLint.findings(policy, STAFFED, Instant.EPOCH);
    }

    private static Policy rules(Policy.Rule... rules) {
        return new Policy("1", "", SHIPPED.acv(), Arrays.asList(rules));
    }

    private static Policy with(List<Policy.NamedAccounts> named, List<Territory> territories) {
        return new Policy("1", "", SHIPPED.acv(), null, List.of(), named, List.of(), territories, SHIPPED.rules());
    }

    private static Territory territory(
            String name, List<String> countries, List<String> regions, List<String> industries) {
        return new Territory(name, countries, regions, industries, List.of(), Map.of(), List.of());
    }

    private static Policy.Rule rest() {
        return rule("rest", "true", Motion.SELF_SERVE);
    }

    private static Policy.Rule rule(String name, String when, Motion motion) {
        return new Policy.Rule(name, name, when, new Policy.Then(motion, false, null, 60, name, null, false));
    }

    private static Rep rep(String email, boolean active) {
        return new Rep(
                UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8)), email, email, 1, 0, 10, 0, active);
    }

    private static Policy shipped() {
        try {
            return new ObjectMapper().readValue(Policies.resource("/default-policy.json"), Policy.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

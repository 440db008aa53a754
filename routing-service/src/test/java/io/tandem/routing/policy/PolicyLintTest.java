package io.tandem.routing.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.AcvModel;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.domain.BusinessCalendar;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.domain.Staffing;
import io.tandem.routing.domain.Territory;
import io.tandem.routing.policy.LintFinding.Check;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PolicyLintTest {
    private static final Policy SHIPPED = shipped();
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Staffing STAFFED = new Staffing(Map.of(
            "SALES_ASSIST", pool(rep("maya@rep.example", true), rep("gone@rep.example", false)),
            "SALES_LED", pool(rep("maya@rep.example", true)),
            "PARTNER", pool(rep("maya@rep.example", true))));

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
    void slaImpossibleInWorkingHours() {
        Policy policy = rules(
                new Policy.Rule("a", "", "true", new Policy.Then(Motion.SALES_LED, false, null, 0, "a", null, false)));

        assertEquals(
                "/rules/0/then/slaMinutes",
                one(Check.SLA_IMPOSSIBLE, lint(policy)).place());
    }

    @Test
    void slaThatRunsOutOvernight() {
        Staffing nights = ledBy(AfterHours.QUEUE, BusinessCalendar.ALWAYS, office(List.of()));
        Policy policy = rules(rule("a", "true", Motion.SALES_LED));

        LintFinding found = one(Check.SLA_IMPOSSIBLE, PolicyLint.findings(policy, nights, MONDAY));

        assertEquals(
                "nobody of pool SALES_LED works from 2026-03-02T17:00:00Z until 2026-03-03T09:00:00Z while the pool's own"
                        + " hours run on, so what comes then is overdue at 2026-03-02T18:00:00Z before anybody begins",
                found.reason());
    }

    @Test
    void slaThatOutlastsNightsButNoWeekend() {
        Staffing nights = ledBy(AfterHours.QUEUE, BusinessCalendar.ALWAYS, office(List.of()));

        assertEquals(null, nights.whyNeverInTime("SALES_LED", 64 * 60 + 1, MONDAY));
        String why = nights.whyNeverInTime("SALES_LED", 20 * 60, MONDAY);
        assertTrue(why.contains("from 2026-03-06T17:00:00Z until 2026-03-09T09:00:00Z"), why);
    }

    @Test
    void slaThatRunsOutWhileTheOnlyRepIsAway() {
        BusinessCalendar.Absence week =
                new BusinessCalendar.Absence(LocalDate.parse("2026-03-16"), LocalDate.parse("2026-03-20"));
        Staffing away = ledBy(AfterHours.QUEUE, office(List.of()), office(List.of(week)));
        Staffing replaced = ledBy(AfterHours.QUEUE, office(List.of()), office(List.of(week)), office(List.of()));

        String why = away.whyNeverInTime("SALES_LED", 60, MONDAY);
        assertTrue(why.contains("from 2026-03-13T17:00:00Z until 2026-03-23T09:00:00Z"), why);
        assertEquals(null, replaced.whyNeverInTime("SALES_LED", 60, MONDAY));
    }

    @Test
    void slaIsPossibleWhereOnlyWorkingTimeCounts() {
        BusinessCalendar office = office(List.of());

        assertEquals(null, ledBy(AfterHours.QUEUE, office, office).whyNeverInTime("SALES_LED", 1, MONDAY));
        assertEquals(
                null,
                ledBy(AfterHours.ASSIGN_NEXT, BusinessCalendar.ALWAYS, office).whyNeverInTime("SALES_LED", 1, MONDAY),
                "it goes at once to who begins next, whose hours count");
        assertEquals(null, STAFFED.whyNeverInTime("SALES_LED", 1, MONDAY), "somebody always works");
    }

    @Test
    void slaIsLookedAtInEveryPoolThatTheRuleMayAsk() {
        Map<String, Staffing.Pool> pools = new HashMap<>(STAFFED.pools());
        pools.put(
                "DACH",
                ledBy(AfterHours.QUEUE, BusinessCalendar.ALWAYS, office(List.of()))
                        .pools()
                        .get("SALES_LED"));
        Territory dach = new Territory(
                "DACH", List.of("DE"), List.of(), List.of(), List.of(), Map.of(Motion.SALES_LED, "DACH"), List.of());
        Policy policy = new Policy(
                "1",
                "",
                SHIPPED.acv(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(dach),
                List.of(rule("a", "true", Motion.SALES_LED)));

        LintFinding found = one(Check.SLA_IMPOSSIBLE, PolicyLint.findings(policy, new Staffing(pools), MONDAY));
        assertTrue(found.reason().startsWith("nobody of pool DACH works"), found.reason());
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

    private static Policy toPool(Motion motion, boolean orHigher, String pool) {
        return rules(new Policy.Rule("a", "", "true", new Policy.Then(motion, orHigher, pool, 60, "a", null, false)));
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

    private static Territory sized(String name, CompanySize... sizes) {
        return new Territory(name, List.of("DE"), List.of(), List.of(), List.of(sizes), Map.of(), List.of());
    }

    private static Policy.Rule rest() {
        return rule("rest", "true", Motion.SELF_SERVE);
    }

    private static Policy.Rule rule(String name, String when, Motion motion) {
        return new Policy.Rule(name, name, when, new Policy.Then(motion, false, null, 60, name, null, false));
    }

    private static Staffing.Pool pool(Rep... reps) {
        return new Staffing.Pool(
                "any",
                AfterHours.QUEUE,
                BusinessCalendar.ALWAYS,
                Arrays.stream(reps)
                        .map(rep -> new Staffing.Member(rep, BusinessCalendar.ALWAYS))
                        .toList());
    }

    private static Staffing ledBy(AfterHours afterHours, BusinessCalendar pool, BusinessCalendar... reps) {
        List<Staffing.Member> members = Arrays.stream(reps)
                .map(hours -> new Staffing.Member(rep("maya@rep.example", true), hours))
                .toList();
        return new Staffing(Map.of("SALES_LED", new Staffing.Pool("SALES_LED", afterHours, pool, members)));
    }

    /** Monday to Friday from nine to five. */
    private static BusinessCalendar office(List<BusinessCalendar.Absence> absences) {
        Map<DayOfWeek, List<BusinessCalendar.Hours>> week = new HashMap<>();
        for (DayOfWeek day : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
            week.put(day, List.of(new BusinessCalendar.Hours(LocalTime.of(9, 0), LocalTime.of(17, 0))));
        }
        return new BusinessCalendar(ZoneOffset.UTC, week, Set.of(), absences);
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

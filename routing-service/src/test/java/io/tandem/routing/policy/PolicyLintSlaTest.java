package io.tandem.routing.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.Motion;
import io.tandem.routing.domain.AfterHours;
import io.tandem.routing.domain.BusinessCalendar;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Staffing;
import io.tandem.routing.domain.Territory;
import io.tandem.routing.policy.LintFinding.Check;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What lint says of times that cannot be kept. */
class PolicyLintSlaTest extends LintedPolicies {
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
}

package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Score;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PolicyPartsTest {
    private static final AcvModel ACV = new AcvModel(
            "USD",
            new BigDecimal("360.00"),
            Map.of("1-10", 5, "51-200", 100, "1001-5000", 2000),
            null,
            List.of(new AcvModel.Band("all", null, Motion.SELF_SERVE)));
    private static final Policy.CacGuard GUARD = new Policy.CacGuard(
            BigDecimal.valueOf(3),
            Map.of(Motion.SALES_ASSIST, new BigDecimal("4000.00"), Motion.SALES_LED, new BigDecimal("15000.00")));
    private static final Conditions ALWAYS = (rule, variables) -> new Conditions.Verdict(true, "always", null);
    private static final UUID ID = new UUID(0, 7);

    @Test
    void salesMotionIsOnlyForAccountsThatPayForIt() {
        Choice small = choose(CompanySize.UP_TO_10, false);
        Choice medium = choose(CompanySize.UP_TO_200, false);
        Choice large = choose(CompanySize.UP_TO_5000, false);

        assertEquals(Motion.SELF_SERVE, small.motion());
        assertEquals(Motion.SALES_ASSIST, medium.motion());
        assertEquals(Motion.SALES_LED, large.motion());
        assertEquals(
                "led; 36000.00 USD a year is less than the 45000.00 that SALES_LED has to bring, 3 times what it costs",
                medium.reason());
        TraceStep step = medium.trace().get(1);
        assertEquals("cac-guard", step.rule());
        assertEquals(TraceStep.Result.ADJUSTED, step.result());
        assertTrue(step.because().startsWith("rule led said SALES_LED, but 36000.00 USD"), step.because());
        assertEquals(1, large.trace().size());
    }

    @Test
    void ruleThatMayCostWhateverItCostsIsNotGuarded() {
        assertEquals(Motion.SALES_LED, choose(CompanySize.UP_TO_10, true).motion());
    }

    @Test
    void choiceIsTheSameWithoutATrace() {
        Policy policy = policy(false);
        RoutingInputs inputs = inputs(CompanySize.UP_TO_200, "acme.com", null);
        Choice traced = RoutingPolicy.apply(policy, inputs, ALWAYS);
        Choice untraced = RoutingPolicy.applyUntraced(policy, inputs, ALWAYS);

        assertEquals(traced.motion(), untraced.motion());
        assertEquals(traced.rule(), untraced.rule());
        assertEquals(traced.pool(), untraced.pool());
        assertEquals(traced.slaMinutes(), untraced.slaMinutes());
        assertEquals(traced.needs(), untraced.needs());
    }

    @Test
    void seatsHaveTheNameOfTheirBandWhoseEndBelongsToIt() {
        List<Policy.SeatsBand> bands = List.of(
                new Policy.SeatsBand("team", 24),
                new Policy.SeatsBand("department", 100),
                new Policy.SeatsBand("company", null));
        Policy policy = new Policy("1", "", ACV, null, bands, null, null, null, List.of(led(false)));

        Map.of(1, "team", 24, "team", 25, "department", 100, "department", 101, "company", 9_999, "company")
                .forEach((users, band) ->
                        assertEquals(band, Situation.of(policy, usedBy(users)).seatsBand(), users + " seats"));
        assertEquals("", situation(policy(false), "acme.com", null).seatsBand(), "a policy without bands");
    }

    @Test
    void namedAccountGoesToItsOwnerAndPool() {
        Policy policy = with(
                List.of(new Policy.NamedAccounts("strategic", List.of("acme.com"), "maya@rep.example", "KEY")),
                List.of());
        Rep maya = new Rep(ID, "Maya", "maya@rep.example", 1, 0, 1, 1, true);
        Rep away = new Rep(ID, "Maya", "maya@rep.example", 1, 0, 1, 0, false);

        Routing.Routed kept = decide(policy, maya);
        assertEquals("Maya", kept.outcome().owner().name());
        assertEquals("KEY", kept.outcome().pool());
        assertTrue(kept.outcome().opensHandoff());
        assertEquals(
                "strategic", situation(policy, "acme.com", null).namedAccounts().name());

        assertEquals(null, decide(policy, away).outcome().owner());
    }

    @Test
    void partnerIsKnownByListOrReferral() {
        Policy policy = with(
                List.of(),
                List.of(
                        new Policy.Partner("Integrator", List.of("acme.com"), List.of(), "INT"),
                        new Policy.Partner("Reseller", List.of(), List.of("reseller-x"), null)));

        assertEquals("Integrator", situation(policy, "acme.com", null).partner().name());
        assertEquals(
                "Reseller",
                situation(policy, "other.com", "Reseller-X").partner().name());
        assertEquals(null, situation(policy, "other.com", "newsletter").partner());
        assertEquals("INT", situation(policy, "acme.com", null).pool(Motion.PARTNER));
        assertEquals("PARTNER", situation(policy, "other.com", "reseller-x").pool(Motion.PARTNER));
    }

    private static Routing.Routed decide(Policy policy, Rep rep) {
        return Routing.decide(
                        policy,
                        inputs(CompanySize.UP_TO_5000, "acme.com", null),
                        ALWAYS,
                        pool -> new PoolState(new Ledger(pool, 0, List.of()), List.of(rep)))
                .orElseThrow();
    }

    private static Situation situation(Policy policy, String domain, String referral) {
        return Situation.of(policy, inputs(CompanySize.UP_TO_10, domain, referral));
    }

    private static Choice choose(CompanySize size, boolean whateverItCosts) {
        return RoutingPolicy.apply(policy(whateverItCosts), inputs(size, "acme.com", null), ALWAYS);
    }

    private static Policy policy(boolean whateverItCosts) {
        return new Policy("1", "", ACV, GUARD, null, null, null, null, List.of(led(whateverItCosts)));
    }

    private static Policy with(List<Policy.NamedAccounts> named, List<Policy.Partner> partners) {
        return new Policy("1", "", ACV, null, null, named, partners, null, List.of(led(false)));
    }

    private static Policy.Rule led(boolean whateverItCosts) {
        return new Policy.Rule(
                "led",
                "led",
                "true",
                new Policy.Then(Motion.SALES_LED, false, null, 60, "led", null, false, whateverItCosts, null));
    }

    private static RoutingInputs usedBy(int users) {
        return inputs(null, "acme.com", null, new UsageFacts(users, users, users, null, null));
    }

    private static RoutingInputs inputs(CompanySize size, String domain, String referral) {
        return inputs(size, domain, referral, UsageFacts.NONE);
    }

    private static RoutingInputs inputs(CompanySize size, String domain, String referral, UsageFacts usage) {
        SignupAnswers signup = new SignupAnswers(
                ID,
                ID,
                ID,
                "jo@" + domain,
                "Jo",
                null,
                size,
                null,
                null,
                "DE",
                false,
                null,
                null,
                referral == null ? Map.of() : Map.of("source", referral),
                Instant.EPOCH,
                Map.of(),
                false,
                false);
        return new RoutingInputs(
                Trigger.SIGNUP,
                new RoutingInputs.Account(ID, domain, "Acme", null, null, null),
                signup,
                new Score(50, 30, 20, "B2", List.of(), "1"),
                List.of(),
                usage,
                RoutingInputs.Relationship.NONE,
                null,
                false);
    }
}

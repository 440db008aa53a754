package io.tandem.routing.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoutingPolicyTest {
    private static final UUID ACCOUNT = new UUID(0, 1);
    private static final Owner MAYA = new Owner(new UUID(1, 1), "Maya", "maya@tandem.example");
    private static final KnownSize UNKNOWN = new KnownSize(null, null);
    private static final AcvModel ACV = new AcvModel(
            "USD",
            new BigDecimal("360.00"),
            Map.of("1-10", 5, "51-200", 100, "201-1000", 500),
            null,
            List.of(
                    new AcvModel.Band("self-serve", new BigDecimal("9999.99"), Motion.SELF_SERVE),
                    new AcvModel.Band("sales-assist", new BigDecimal("50000.00"), Motion.SALES_ASSIST),
                    new AcvModel.Band("sales-led", null, Motion.SALES_LED)));

    @Test
    void firstMatchDecidesAndEveryRuleIsInTheTrace() {
        Choice choice = RoutingPolicy.apply(
                policy(
                        rule("no", Motion.SALES_LED),
                        rule("yes", Motion.SALES_ASSIST),
                        rule("later", Motion.SELF_SERVE)),
                signup(CompanySize.UP_TO_10, null),
                matching("yes", "later"));

        assertEquals(Motion.SALES_ASSIST, choice.motion());
        assertEquals("yes", choice.rule());
        assertEquals(
                List.of(TraceStep.Result.NOT_MATCHED, TraceStep.Result.MATCHED, TraceStep.Result.NOT_REACHED),
                choice.trace().stream().map(TraceStep::result).toList());
    }

    @Test
    void conditionThatFailsCountsAsNotMatchedAndSaysSo() {
        Conditions failing = (rule, variables) -> rule.name().equals("broken")
                ? new Conditions.Verdict(false, "", "no such key: x")
                : new Conditions.Verdict(true, "always", null);

        Choice choice = RoutingPolicy.apply(
                policy(rule("broken", Motion.SALES_LED), rule("rest", Motion.SELF_SERVE)),
                signup(CompanySize.UP_TO_10, null),
                failing);

        assertEquals(Motion.SELF_SERVE, choice.motion());
        assertEquals(
                new TraceStep("broken", "broken", TraceStep.Result.FAILED, "no such key: x"),
                choice.trace().get(0));
    }

    @Test
    void withoutAMatchTheFormIsNoDeadEnd() {
        Choice choice = RoutingPolicy.apply(
                policy(rule("no", Motion.SALES_LED)), signup(CompanySize.UP_TO_10, null), matching());

        assertEquals(Motion.SELF_SERVE, choice.motion());
        assertNull(choice.pool());
    }

    @Test
    void floorIsRaisedByTheAcvBand() {
        Policy floor = policy(new Policy.Rule(
                "floor", "floor", "", new Policy.Then(Motion.SALES_ASSIST, true, null, 60, "asked", null, false)));

        assertEquals(
                Motion.SALES_ASSIST,
                RoutingPolicy.apply(floor, signup(CompanySize.UP_TO_10, null), matching("floor"))
                        .motion());
        assertEquals(
                Motion.SALES_LED,
                RoutingPolicy.apply(floor, signup(CompanySize.UP_TO_1000, null), matching("floor"))
                        .motion());
    }

    @Test
    void openHandoffKeepsTheAccountWithItsHuman() {
        RoutingInputs inputs = inputs(
                Trigger.SIGNUP,
                CompanySize.UP_TO_10,
                Motion.SALES_LED,
                new RoutingInputs.OpenHandoff(UUID.randomUUID(), MAYA),
                RoutingInputs.Relationship.NONE);

        Routing.Outcome outcome = Routing.decide(
                        policy(rule("small", Motion.SELF_SERVE)), inputs, matching("small"), RoutingPolicyTest::noPool)
                .orElseThrow()
                .outcome();

        assertEquals(Motion.SALES_LED, outcome.motion());
        assertEquals(MAYA, outcome.owner());
        assertFalse(outcome.opensHandoff());
        assertEquals(
                TraceStep.Result.ADJUSTED,
                outcome.trace().get(outcome.trace().size() - 1).result());
    }

    @Test
    void ownerGoesBeforeThePool() {
        RoutingInputs inputs =
                signup(CompanySize.UP_TO_1000, new RoutingInputs.Relationship(MAYA, true, true, "CUSTOMER", false));

        Routing.Outcome outcome = Routing.decide(
                        policy(rule("led", Motion.SALES_LED)), inputs, matching("led"), RoutingPolicyTest::noPool)
                .orElseThrow()
                .outcome();

        assertEquals(MAYA, outcome.owner());
        assertTrue(outcome.opensHandoff());
        assertEquals("BOOK_MEETING", outcome.nextStep());
    }

    @Test
    void usageDecidesOnlyWhenTheAccountIsToMeetAHuman() {
        Policy human = policy(rule("signals", Motion.SALES_ASSIST));
        RoutingInputs selfServe =
                inputs(Trigger.USAGE, CompanySize.UP_TO_10, Motion.SELF_SERVE, null, RoutingInputs.Relationship.NONE);
        RoutingInputs assisted =
                inputs(Trigger.USAGE, CompanySize.UP_TO_10, Motion.SALES_ASSIST, null, RoutingInputs.Relationship.NONE);

        assertTrue(Routing.decide(human, selfServe, matching(), RoutingPolicyTest::noPool)
                .isEmpty());
        assertTrue(Routing.decide(human, assisted, matching("signals"), RoutingPolicyTest::noPool)
                .isEmpty());
        Optional<Routing.Routed> queued = Routing.decide(
                human,
                selfServe,
                matching("signals"),
                pool -> new PoolState(new Ledger(pool, 7, List.of()), List.of()));
        assertNull(queued.orElseThrow().outcome().owner());
        assertTrue(queued.orElseThrow().outcome().opensHandoff());
        assertEquals(7, queued.orElseThrow().outcome().ledgerPosition());
    }

    @Test
    void reasonsAreTheSignalsSentencesWhereTheRuleSaysSo() {
        Policy signals = policy(new Policy.Rule(
                "usage",
                "usage",
                "",
                new Policy.Then(Motion.SALES_ASSIST, false, null, 60, "{signals}", Policy.ReasonsFrom.SIGNALS, false)));

        Choice choice = RoutingPolicy.apply(
                signals,
                inputs(Trigger.USAGE, CompanySize.UP_TO_10, null, null, RoutingInputs.Relationship.NONE),
                matching("usage"));

        assertEquals(List.of("3 people of acme.com use the product", "Acme hit its seat limit"), choice.reasons());
        assertEquals("3 people of acme.com use the product; Acme hit its seat limit", choice.reason());
    }

    @Test
    void templatesAreFilledAndUnknownPlacesStay() {
        Map<String, Object> variables = Map.of("account", Map.of("name", "A$me"));

        assertEquals(
                "A$me {account.x} {y}", RoutingPolicy.fill("{account.name} {account.x} {y}", variables, List.of()));
    }

    @Test
    void estimateSaysHowItWasMade() {
        AcvEstimate bySize = AcvEstimate.of(ACV, new KnownSize(CompanySize.UP_TO_200, null), 3);
        AcvEstimate byUse = AcvEstimate.of(ACV, UNKNOWN, 30);

        assertEquals(new BigDecimal("36000.00"), bySize.amount());
        assertEquals("sales-assist", bySize.band().name());
        assertEquals(
                "100 seats expected of a company of 51-200 people × 360.00 USD a seat and year = 36000.00 USD",
                bySize.how());
        assertEquals(new BigDecimal("10800.00"), byUse.amount());
        assertEquals("self-serve", AcvEstimate.of(ACV, UNKNOWN, 0).band().name());
    }

    @Test
    void bandEndsAreInclusive() {
        assertEquals("self-serve", ACV.bandOf(new BigDecimal("9999.99")).name());
        assertEquals("sales-assist", ACV.bandOf(new BigDecimal("10000")).name());
        assertEquals("sales-assist", ACV.bandOf(new BigDecimal("50000")).name());
        assertEquals("sales-led", ACV.bandOf(new BigDecimal("50000.01")).name());
    }

    private static PoolState noPool(String pool) {
        throw new AssertionError("nobody has to be found in " + pool);
    }

    private static Conditions matching(String... rules) {
        return (rule, variables) -> new Conditions.Verdict(List.of(rules).contains(rule.name()), "said so", null);
    }

    private static Policy policy(Policy.Rule... rules) {
        return new Policy("t", "test", ACV, List.of(rules));
    }

    private static Policy.Rule rule(String name, Motion motion) {
        return new Policy.Rule(
                name, name, "", new Policy.Then(motion, false, null, 60, "because " + name, null, false));
    }

    private static RoutingInputs signup(CompanySize size, RoutingInputs.Relationship relationship) {
        return inputs(
                Trigger.SIGNUP,
                size,
                null,
                null,
                relationship == null ? RoutingInputs.Relationship.NONE : relationship);
    }

    private static RoutingInputs inputs(
            Trigger trigger,
            CompanySize size,
            Motion motion,
            RoutingInputs.OpenHandoff handoff,
            RoutingInputs.Relationship relationship) {
        Instant at = Instant.parse("2026-03-01T10:00:00Z");
        return new RoutingInputs(
                trigger,
                new RoutingInputs.Account(ACCOUNT, "acme.com", "Acme", motion, handoff, null),
                new SignupAnswers(
                        new UUID(2, 1),
                        new UUID(2, 2),
                        new UUID(2, 3),
                        "jo@acme.com",
                        "Jo",
                        "Acme",
                        size,
                        "CTO",
                        "reports",
                        "DE",
                        false,
                        null,
                        null,
                        Map.of(),
                        at,
                        Map.of(),
                        false,
                        false),
                new Score(50, 30, 20, "B2", List.of(), "1"),
                List.of(
                        new Signal("several-users", at, "3 people of acme.com use the product", Map.of()),
                        new Signal("upgrade-blocked", at, "Acme hit its seat limit", Map.of())),
                new UsageFacts(12, 3, 3, at, at),
                relationship,
                null,
                false);
    }
}

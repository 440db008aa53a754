package io.tandem.routing.decision;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.awaitRoute;
import static io.tandem.routing.RoutingApi.decision;
import static io.tandem.routing.RoutingApi.decisions;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.handoffs;
import static io.tandem.routing.RoutingApi.settle;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class AccountScoredConsumerTest {
    private NewRep maya;

    @BeforeEach
    void onlyMayaIsThere() {
        dismissReps();
        maya = addRep("Maya", 1, 1000, "SALES_ASSIST", "SALES_LED");
    }

    @Test
    void startupOfTenServesItself() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        AccountScored signup = account.signup();
        TestTopics.send(Topics.SCORES, signup);

        RouteDecided route = awaitRoute(account.accountId());

        assertEquals(Motion.SELF_SERVE, route.motion());
        assertEquals(signup.signup().signupId(), route.signupId());
        assertNull(route.owner());
        assertNull(route.handoffId());
        assertEquals("START_PRODUCT", route.nextStep().kind());
        assertEquals(Integer.toString(RoutingApi.policyInForce()), route.policyVersion());
        assertEquals(List.of(), handoffs(account.accountId()));
    }

    @Test
    void bankOfTwoThousandMeetsANamedExecutive() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_5000);
        TestTopics.send(Topics.SCORES, account.signup());

        RouteDecided route = awaitRoute(account.accountId());
        HandoffOpened handoff = awaitHandoff(account.accountId());

        assertEquals(Motion.SALES_LED, route.motion());
        assertEquals(maya.email(), route.owner().email());
        assertEquals("BOOK_MEETING", route.nextStep().kind());
        assertTrue(
                route.nextStep().url().contains(maya.id().toString()),
                route.nextStep().url());
        assertEquals(route.handoffId(), handoff.handoffId());
        assertEquals(List.of(route.reason()), handoff.reasons());
        assertTrue(handoff.brief().contains("Jo Doe <jo@" + account.domain() + "> (CTO)"), handoff.brief());
        assertTrue(handoff.brief().contains("ben <ben@" + account.domain() + "> (Engineer), 10 events"));
        assertEquals(handoff.openedAt().plusSeconds(120 * 60), handoff.dueAt());
    }

    @Test
    void smallHandRaiserReachesAHuman() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        TestTopics.send(Topics.SCORES, account.handRaiser());

        RouteDecided route = awaitRoute(account.accountId());

        assertEquals(Motion.SALES_ASSIST, route.motion());
        assertEquals(maya.email(), route.owner().email());
        assertEquals("EXPECT_CONTACT", route.nextStep().kind());
    }

    @Test
    void middleIsHelpedWhileTheProductLeads() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_200);
        TestTopics.send(Topics.SCORES, account.signup());

        RouteDecided route = awaitRoute(account.accountId());

        assertEquals(Motion.SALES_ASSIST, route.motion());
        assertEquals("START_PRODUCT", route.nextStep().kind());
    }

    @Test
    void twoSignalsHandASelfServeAccountOverWithBothReasons() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        settle(account);
        TestTopics.send(Topics.SCORES, account.usage(2));

        HandoffOpened handoff = awaitHandoff(account.accountId());

        assertEquals(Motion.SALES_ASSIST, handoff.motion());
        assertEquals(List.of(account.severalUsersReason(), account.upgradeBlockedReason()), handoff.reasons());
        assertEquals(maya.email(), handoff.owner().email());
        Map<String, Object> newest = decisions(account.accountId()).get(0);
        assertEquals("usage-hand-over", newest.get("rule"));
        assertNull(newest.get("signupId"));
    }

    @Test
    void oneSignalChangesNothing() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        settle(account);
        TestTopics.send(Topics.SCORES, account.usage(1));
        settle(account);

        assertEquals(
                List.of("SIGNUP", "SIGNUP"),
                decisions(account.accountId()).stream()
                        .map(decision -> ((Map<?, ?>) decision.get("inputs")).get("trigger"))
                        .toList());
        assertEquals(List.of(), handoffs(account.accountId()));
    }

    @Test
    void furtherSignalsOpenNoSecondHandoff() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        settle(account);
        TestTopics.send(Topics.SCORES, account.usage(2));
        TestTopics.send(Topics.SCORES, account.usage(2));
        RouteDecided colleague = settle(account);

        assertEquals(1, handoffs(account.accountId()).size());
        assertEquals(Motion.SALES_ASSIST, colleague.motion());
        assertEquals(maya.email(), colleague.owner().email());
        assertEquals(
                handoffs(account.accountId()).get(0).get("id"),
                colleague.handoffId().toString());
        assertEquals(3, decisions(account.accountId()).size());
    }

    @Test
    void sameSignupTwiceHasOneDecision() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        AccountScored signup = account.signup();
        TestTopics.send(Topics.SCORES, signup);
        TestTopics.send(Topics.SCORES, signup);
        settle(account);

        assertEquals(2, decisions(account.accountId()).size());
        assertEquals(
                1,
                TestTopics.present(Topics.ROUTES, RouteDecided.class, route -> signup.signup()
                                .signupId()
                                .equals(route.signupId()))
                        .size());
    }

    @Test
    void ignoresRedeliveredEvent() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        UUID eventId = UUID.randomUUID();
        TestTopics.send(Topics.SCORES, eventId, account.signup());
        // Another signup, so that only the event's id can tell that it was seen.
        TestTopics.send(Topics.SCORES, eventId, account.signup());
        settle(account);

        assertEquals(2, decisions(account.accountId()).size());
    }

    @Test
    void knownAccountGoesToItsOwner() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        Owner priya = new Owner(UUID.randomUUID(), "Priya", "priya@tandem.example");
        TestTopics.send(
                Topics.RELATIONSHIPS,
                new RelationshipChanged(account.accountId(), priya, true, "CUSTOMER", Instant.now()));
        // Two topics keep no common order, so colleagues sign up until the owner is known.
        RoutingApi.eventually(() -> assertEquals(priya, settle(account).owner()));

        Map<String, Object> newest = decisions(account.accountId()).get(0);
        assertEquals("owner-first", newest.get("rule"));
        assertEquals("Priya already takes care of Acme " + account.domain(), newest.get("reason"));
        assertEquals("SALES_ASSIST", newest.get("motion"));
    }

    @Test
    void accountThatAPartnerReferredGoesToThePartnersPool() throws IOException {
        NewRep pia = addRep("Pia", 1, 10, "PARTNER");
        int before = RoutingApi.policyInForce();
        publish(policyWithPartner("Reseller", "reseller-" + before));
        try {
            Scored account = Scored.newAccount(CompanySize.UP_TO_5000);
            TestTopics.send(Topics.SCORES, account.referredBy("RESELLER-" + before));

            RouteDecided route = awaitRoute(account.accountId());
            HandoffOpened handoff = awaitHandoff(account.accountId());

            assertEquals(Motion.PARTNER, route.motion());
            assertEquals("Reseller looks after Acme " + account.domain(), route.reason());
            assertEquals(pia.email(), handoff.owner().email());
            assertEquals(Motion.PARTNER, handoff.motion());
            assertTrue(decision(route.decisionId())
                    .getString("ownerBecause")
                    .startsWith("Pia has the largest shortfall in pool PARTNER"));
            assertEquals(
                    Motion.SALES_LED,
                    settle(Scored.newAccount(CompanySize.UP_TO_5000)).motion(),
                    "who came otherwise");
        } finally {
            RoutingApi.as("admin")
                    .body(Map.of("why", "the test is over"))
                    .post("/api/v1/policies/" + before + "/rollback")
                    .then()
                    .statusCode(201);
        }
    }

    private static ObjectNode policyWithPartner(String name, String referral) throws IOException {
        ObjectNode policy;
        try (var shipped = AccountScoredConsumerTest.class.getResourceAsStream("/default-policy.json")) {
            policy = (ObjectNode) new ObjectMapper().readTree(shipped);
        }
        policy.putArray("partners")
                .addObject()
                .put("name", name)
                .putArray("referrals")
                .add(referral);
        policy.withArray("rules")
                .insertObject(0)
                .put("name", "partner")
                .put("description", "Who came by a partner is looked after by the partner")
                .put("is", "PARTNER")
                .putObject("then")
                .put("motion", "PARTNER")
                .put("slaMinutes", 60)
                .put("reason", "{account.partner} looks after {account.name}");
        return policy;
    }

    private static void publish(ObjectNode policy) {
        int version = RoutingApi.as("admin")
                .body(Map.of("definition", policy))
                .post("/api/v1/policies")
                .then()
                .statusCode(201)
                .extract()
                .path("version");
        RoutingApi.as("admin")
                .body(Map.of("why", "a partner"))
                .post("/api/v1/policies/" + version + "/publication")
                .then()
                .statusCode(200);
    }

    @Test
    void decisionReadsAsPlainWordsAndReplaysIdentically() {
        for (Scored account : List.of(
                Scored.newAccount(CompanySize.UP_TO_10),
                Scored.newAccount(CompanySize.UP_TO_200),
                Scored.newAccount(CompanySize.OVER_5000))) {
            TestTopics.send(Topics.SCORES, account.signup());
            TestTopics.send(Topics.SCORES, account.usage(2));
            settle(account);
            for (Map<String, Object> decided : decisions(account.accountId())) {
                RoutingApi.as("analyst")
                        .post("/api/v1/decisions/" + decided.get("id") + "/replay")
                        .then()
                        .statusCode(200)
                        .body("identical", is(true))
                        .body("differences", empty());
            }
        }
    }

    @Test
    void traceSaysOfEachRuleWhetherItMatchedAndWhy() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_200);
        RouteDecided route = settle(account);

        var decision = decision(route.decisionId());

        assertEquals(
                List.of(
                        "NOT_MATCHED",
                        "NOT_MATCHED",
                        "NOT_MATCHED",
                        "NOT_MATCHED",
                        "NOT_MATCHED",
                        "NOT_MATCHED",
                        "MATCHED",
                        "NOT_REACHED",
                        "NOT_REACHED"),
                decision.getList("trace.result"));
        assertEquals(
                "account.acvBand is 'sales-assist', account.employees is 51", decision.getString("trace[5].because"));
        assertTrue(
                decision.getString("ownerBecause").startsWith("Maya has the largest shortfall in pool SALES_ASSIST"));
        assertTrue(decision.getString("acv.how").contains("= 36000.00 USD"));
        assertNotEquals(0, decision.getInt("ledgerPosition"));
        assertEquals("jo@" + account.domain(), decision.getString("inputs.signup.email"));
    }

    @Test
    void understandsTheGoldenSample() throws IOException {
        byte[] sample;
        try (var in = AccountScored.class.getResourceAsStream("/samples/AccountScored.json")) {
            sample = in.readAllBytes();
        }
        UUID account = UUID.fromString(
                JsonPath.from(new String(sample, StandardCharsets.UTF_8)).getString("accountId"));
        TestTopics.sendRaw(Topics.SCORES, account.toString(), UUID.randomUUID(), "AccountScored", sample);

        RouteDecided route = awaitRoute(account);

        assertEquals(Integer.toString(RoutingApi.policyInForce()), route.policyVersion());
    }
}

package io.tandem.routing.handoff;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.asPerson;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.awaitRouteOfSignup;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.drainLeftovers;
import static io.tandem.routing.RoutingApi.handoffs;
import static io.tandem.routing.RoutingApi.settle;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Event.OfAccount;
import io.tandem.contracts.HandoffConverted;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffRecycled;
import io.tandem.contracts.HandoffWorked;
import io.tandem.contracts.Motion;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.MovableClock;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the acceptance of a handoff to its end, and what follows from the end. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class HandoffCourseTest {
    private final Scored account = Scored.newAccount(CompanySize.UP_TO_5000);
    private NewRep maya;

    @Inject
    MovableClock clock;

    @BeforeEach
    void onlyMayaIsThere() {
        dismissReps();
        drainLeftovers();
        maya = addRep("Maya", 1, 100, "SALES_ASSIST", "SALES_LED");
    }

    @Test
    void goesFromAcceptanceToCustomerAndRemembersWhoDidWhatAndWhy() {
        UUID id = open();
        Map<String, Object> touch = Map.of("how", "EMAIL", "note", "asked what they need");

        act(id, "acceptance", null, 200).body("status", equalTo("ACCEPTED"));
        act(id, "first-touch", touch, 200).body("status", equalTo("WORKED")).body("workedAt", notNullValue());
        act(id, "conversion", Map.of("outcome", "CUSTOMER"), 200)
                .body("status", equalTo("CONVERTED"))
                .body("outcome", equalTo("CUSTOMER"))
                .body("closedAt", notNullValue())
                .body("restsUntil", nullValue());

        as("analyst")
                .get("/api/v1/handoffs/" + id + "/history")
                .then()
                .statusCode(200)
                .body("items.what", contains("OPENED", "ACCEPTED", "WORKED", "CONVERTED"))
                .body("items.who", contains("tandem", maya.email(), maya.email(), maya.email()))
                .body("items.why", contains(null, null, "EMAIL: asked what they need", "CUSTOMER"))
                .body("items[0].ownerEmail", equalTo(maya.email()));
        assertEquals("EMAIL", told(HandoffWorked.class).how());
        assertEquals("CUSTOMER", told(HandoffConverted.class).outcome());
    }

    @Test
    void everyStepIsRefusedWhereItDoesNotFit() {
        UUID id = open();
        Map<String, Object> touch = Map.of("how", "CALL");
        Map<String, Object> won = Map.of("outcome", "OPPORTUNITY");
        Map<String, Object> later = Map.of("reason", "not now", "until", inDays(30));

        act(id, "first-touch", touch, 409).body("detail", containsString("is OPEN; only one that is ACCEPTED"));
        act(id, "conversion", won, 409);
        act(id, "recycling", later, 409);
        act(id, "acceptance", null, 200);
        act(id, "conversion", won, 409);
        act(id, "decline", Map.of("reason", "no"), 409);
        act(id, "first-touch", touch, 200);
        act(id, "first-touch", touch, 409);
        act(id, "acceptance", null, 409);
        act(id, "conversion", won, 200);
        act(id, "recycling", later, 409);
        act(id, "conversion", won, 409);
    }

    @Test
    void refusesWhatIsWrong() {
        UUID id = open();
        for (String step : List.of("first-touch", "conversion", "recycling")) {
            String path = "/api/v1/handoffs/" + id + "/" + step;
            as("admin").body("{}").post(path).then().statusCode(400);
            as("admin").body("{\"how\":").post(path).then().statusCode(400);
            as("analyst").body("{}").post(path).then().statusCode(403);
        }
        as("admin")
                .body("{}")
                .post("/api/v1/handoffs/" + id + "/recycling")
                .then()
                .body("errors.field", containsInAnyOrder("reason", "until"));
        asPerson("account-executive", "other@tandem.example")
                .body(Map.of("how", "CALL"))
                .post("/api/v1/handoffs/" + id + "/first-touch")
                .then()
                .statusCode(403);
        act(id, "acceptance", null, 200);
        for (String until : List.of(inDays(-1), inDays(1000))) {
            act(id, "recycling", Map.of("reason", "r", "until", until), 400).body("errors.field", contains("until"));
        }
        as("admin")
                .get("/api/v1/handoffs/" + UUID.randomUUID() + "/history")
                .then()
                .statusCode(404);
    }

    @Test
    void recycledAccountServesItselfUntilTheTimeIsThereUnlessSomebodyAsks() {
        UUID id = open();
        act(id, "acceptance", null, 200);
        act(id, "first-touch", Map.of("how", "MEETING"), 200);
        act(id, "recycling", Map.of("reason", "budget is spent", "until", inDays(90)), 200)
                .body("status", equalTo("RECYCLED"))
                .body("closeReason", equalTo("budget is spent"));
        HandoffRecycled recycled = told(HandoffRecycled.class);
        assertEquals(Motion.SELF_SERVE, recycled.motion());

        TestTopics.send(Topics.SCORES, account.usage(2));
        RouteDecided colleague = settle(account);
        assertEquals(Motion.SELF_SERVE, colleague.motion());
        assertEquals("START_PRODUCT", colleague.nextStep().kind());
        assertNull(colleague.owner());
        assertEquals(1, handoffs(account.accountId()).size());
        as("analyst")
                .post("/api/v1/decisions/" + colleague.decisionId() + "/replay")
                .then()
                .body("identical", equalTo(true));

        AccountScored asks = account.handRaiser();
        TestTopics.send(Topics.SCORES, asks);
        RouteDecided heard = awaitRouteOfSignup(asks.signup().signupId());
        assertEquals(maya.email(), heard.owner().email());
        assertNotEquals(id, heard.handoffId());
        assertEquals(2, handoffs(account.accountId()).size());
    }

    @Test
    void accountThatEverybodyDeclinedRestsForTheSameSignalsOnly() {
        Scored small = Scored.newAccount(CompanySize.UP_TO_10);
        settle(small);
        TestTopics.send(Topics.SCORES, small.usage(2));
        UUID id = awaitHandoff(small.accountId()).handoffId();
        act(id, "decline", Map.of("reason", "students"), 200)
                .body("status", equalTo("DECLINED"))
                .body("restsUntil", notNullValue());
        HandoffDeclined declined = TestTopics.await(
                Topics.ROUTES, HandoffDeclined.class, event -> event.accountId().equals(small.accountId()));
        assertNotEquals(null, declined.restsUntil());

        TestTopics.send(Topics.SCORES, small.usage(2));
        settle(small);
        assertEquals(1, handoffs(small.accountId()).size());

        TestTopics.send(Topics.SCORES, small.usageWithAnotherSignal());
        settle(small);
        assertEquals(2, handoffs(small.accountId()).size());
    }

    @Test
    void whoAskedForAHumanWaitsForSomebodyNewWhenAllDecline() {
        AccountScored asks = account.handRaiser();
        TestTopics.send(Topics.SCORES, asks);
        UUID id = awaitRouteOfSignup(asks.signup().signupId()).handoffId();

        act(id, "decline", Map.of("reason", "away"), 200).body("status", equalTo("QUEUED"));
        NewRep jonas = addRep("Jonas", 1, 5, "SALES_ASSIST", "SALES_LED");
        as("analyst").get("/api/v1/handoffs/" + id).then().body("owner.email", equalTo(jonas.email()));
    }

    @Test
    void selfServeStaysOpenInEveryMotion() {
        Scored helped = Scored.newAccount(CompanySize.UP_TO_200);
        assertEquals("START_PRODUCT", settle(helped).nextStep().kind(), "a human helps, the product leads");
        UUID id = awaitHandoff(helped.accountId()).handoffId();
        act(id, "acceptance", null, 200);
        act(id, "first-touch", Map.of("how", "CHAT"), 200);
        RouteDecided colleague = settle(helped);
        assertEquals(Motion.SALES_ASSIST, colleague.motion());
        assertEquals(id, colleague.handoffId());
        assertEquals("START_PRODUCT", colleague.nextStep().kind());

        AccountScored reader = Scored.newAccount(CompanySize.UP_TO_5000).reader();
        TestTopics.send(Topics.SCORES, reader);
        RouteDecided led = settle(account);
        RouteDecided left = awaitRouteOfSignup(reader.signup().signupId());
        assertEquals(List.of(Motion.SALES_LED, Motion.NURTURE), List.of(led.motion(), left.motion()));
        assertEquals("START_PRODUCT", left.nextStep().kind());
        assertNotEquals(null, led.nextStep().url(), "the form shows the way into the product beside any other");
    }

    private UUID open() {
        TestTopics.send(Topics.SCORES, account.signup());
        return awaitHandoff(account.accountId()).handoffId();
    }

    private ValidatableResponse act(UUID id, String step, Map<String, Object> body, int status) {
        var request = asPerson("account-executive", maya.email());
        return (body == null ? request : request.body(body))
                .post("/api/v1/handoffs/" + id + "/" + step)
                .then()
                .statusCode(status)
                .contentType(status < 400 ? "application/json" : "application/problem+json");
    }

    private <E extends OfAccount> E told(Class<E> type) {
        return TestTopics.await(Topics.ROUTES, type, event -> event.accountId().equals(account.accountId()));
    }

    private String inDays(int days) {
        return clock.instant().plus(days, ChronoUnit.DAYS).toString();
    }
}

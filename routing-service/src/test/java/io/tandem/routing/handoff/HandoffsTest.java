package io.tandem.routing.handoff;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.asPerson;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.awaitRoute;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.drainLeftovers;
import static io.tandem.routing.RoutingApi.handoff;
import static io.tandem.routing.RoutingApi.handoffs;
import static io.tandem.routing.RoutingApi.patchRep;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.HandoffAccepted;
import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.HandoffDeclined;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class HandoffsTest {
    @Inject
    StatelessSession session;

    @BeforeEach
    void nobodyIsThere() {
        dismissReps();
        drainLeftovers();
    }

    @Test
    void waitsWhenNobodyIsThereAndIsAssignedOldestFirst() {
        List<UUID> waiting = List.of(openBank(), openBank(), openBank());
        assertEquals("QUEUED", status(waiting.get(0)));
        assertNull(awaitHandoff(waiting.get(0)).owner());
        assertEquals("EXPECT_CONTACT", awaitRoute(waiting.get(0)).nextStep().kind());

        NewRep maya = addRep("Maya", 1, 2, "SALES_LED");

        assertEquals(
                List.of("OPEN", "OPEN", "QUEUED"),
                waiting.stream().map(this::status).toList());
        HandoffAssigned assigned = TestTopics.await(
                Topics.ROUTES, HandoffAssigned.class, event -> event.accountId().equals(waiting.get(0)));
        assertEquals(maya.email(), assigned.owner().email());

        accept(waiting.get(1), maya.email()).then().statusCode(200);
        assertEquals("OPEN", status(waiting.get(2)));
    }

    @Test
    void queueDrainsWhenARepIsSwitchedOnOrGetsCapacity() {
        NewRep off = addRep("Off", 1, 5, "SALES_LED");
        patchRep(off.id(), Map.of("active", false));
        NewRep full = addRep("Full", 1, 0, "SALES_LED");
        List<UUID> waiting = List.of(openBank(), openBank());
        assertEquals(
                List.of("QUEUED", "QUEUED"), waiting.stream().map(this::status).toList());

        patchRep(full.id(), Map.of("capacity", 1));
        assertEquals(
                List.of("OPEN", "QUEUED"), waiting.stream().map(this::status).toList());
        patchRep(off.id(), Map.of("active", true));
        assertEquals(List.of("OPEN", "OPEN"), waiting.stream().map(this::status).toList());
    }

    @Test
    void repOfAnotherMotionOrSwitchedOffNeverReceives() {
        addRep("Assist", 50, 100, "SALES_ASSIST");
        NewRep off = addRep("Off", 50, 100, "SALES_LED");
        patchRep(off.id(), Map.of("active", false));
        NewRep led = addRep("Led", 1, 100, "SALES_LED");

        for (int i = 0; i < 3; i++) {
            assertEquals(led.email(), ownerEmail(openBank()));
        }
    }

    @Test
    void ownerTakesTheHandoffOnce() {
        NewRep maya = addRep("Maya", 1, 5, "SALES_LED");
        UUID account = openBank();
        String id = handoffId(account);

        asPerson("account-executive", "other@tandem.example")
                .post("/api/v1/handoffs/" + id + "/acceptance")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        accept(account, maya.email().toUpperCase())
                .then()
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"))
                .body("acceptedBy", equalTo(maya.email().toUpperCase()));
        accept(account, maya.email()).then().statusCode(409).body("detail", containsString("accepted already"));

        HandoffAccepted accepted = TestTopics.await(
                Topics.ROUTES, HandoffAccepted.class, event -> event.accountId().equals(account));
        assertEquals(maya.email(), accepted.owner().email());
    }

    @Test
    void adminMayTakeItInTheOwnersPlaceButNotBeforeThereIsOne() {
        UUID account = openBank();
        String path = "/api/v1/handoffs/" + handoffId(account) + "/acceptance";

        as("admin").post(path).then().statusCode(409).body("detail", containsString("waits for a free rep"));
        addRep("Maya", 1, 5, "SALES_LED");
        as("admin").post(path).then().statusCode(200).body("status", equalTo("ACCEPTED"));
    }

    @Test
    void declinedHandoffGoesToTheNextRepThenWaits() {
        NewRep first = addRep("First", 2, 5, "SALES_LED");
        NewRep second = addRep("Second", 1, 5, "SALES_LED");
        UUID account = openBank();
        assertEquals(first.email(), ownerEmail(account));

        decline(account, first).then().statusCode(200).body("owner.email", equalTo(second.email()));
        decline(account, first).then().statusCode(403);
        addRep("Full", 1, 0, "SALES_LED");
        decline(account, second)
                .then()
                .statusCode(200)
                .body("status", equalTo("QUEUED"))
                .body("owner", nullValue());
        NewRep third = addRep("Third", 1, 5, "SALES_LED");
        assertEquals(third.email(), ownerEmail(account));
        assertEquals(
                List.of(first.email(), second.email()),
                TestTopics.await(Topics.ROUTES, HandoffDeclined.class, 2, declined -> declined.accountId()
                                .equals(account))
                        .stream()
                        .map(sent -> sent.event().owner().email())
                        .toList());
    }

    @Test
    void onlyAChangeOfWhatWaitsTouchesTheLoadOfARep() {
        NewRep maya = addRep("Maya", 1, 5, "SALES_LED");
        UUID account = openBank();
        String load = loadOf(maya);

        QuarkusTransaction.requiringNew().run(() -> session.createNativeMutationQuery(
                        "UPDATE handoff SET brief = brief || '.' WHERE owner_id = :rep")
                .setParameter("rep", maya.id())
                .executeUpdate());

        assertEquals(load, loadOf(maya));
        accept(account, maya.email()).then().statusCode(200);
        assertTrue(loadOf(maya).startsWith("0 "), loadOf(maya));
    }

    /** How many wait, and the transaction that wrote it. */
    private String loadOf(NewRep rep) {
        return QuarkusTransaction.requiringNew().call(() -> session.createNativeQuery(
                        "SELECT waiting || ' by ' || xmin FROM rep_load WHERE rep_id = :rep", String.class)
                .setParameter("rep", rep.id())
                .getSingleResult());
    }

    @Test
    void listFiltersAndPages() {
        NewRep maya = addRep("Maya", 1, 5, "SALES_LED");
        UUID first = openBank();
        UUID second = openBank();
        accept(first, maya.email()).then().statusCode(200);

        as("analyst")
                .queryParam("owner", maya.email())
                .queryParam("status", "OPEN")
                .get("/api/v1/handoffs")
                .then()
                .statusCode(200)
                .body("items.accountId", contains(second.toString()))
                .body("nextCursor", nullValue());
        String cursor = as("analyst")
                .queryParam("owner", maya.email())
                .queryParam("limit", 1)
                .get("/api/v1/handoffs")
                .then()
                .body("items.accountId", contains(second.toString()))
                .extract()
                .path("nextCursor");
        as("analyst")
                .queryParam("owner", maya.email())
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get("/api/v1/handoffs")
                .then()
                .body("items.accountId", contains(first.toString()))
                .body("nextCursor", nullValue());
        String dueFirst = asPerson("account-executive", maya.email())
                .queryParam("owner", "me")
                .queryParam("sort", "DUE")
                .queryParam("limit", 1)
                .get("/api/v1/handoffs")
                .then()
                .body("items.accountId", contains(first.toString()))
                .extract()
                .path("nextCursor");
        asPerson("account-executive", maya.email())
                .queryParam("owner", "me")
                .queryParam("sort", "DUE")
                .queryParam("due", "SOON")
                .queryParam("cursor", dueFirst)
                .get("/api/v1/handoffs")
                .then()
                .body("items.accountId", contains(second.toString()));
        asPerson("account-executive", maya.email())
                .queryParam("owner", "me")
                .queryParam("due", "OVERDUE")
                .get("/api/v1/handoffs")
                .then()
                .body("items", empty());
        asPerson("account-executive", maya.email())
                .queryParam("owner", "me")
                .get("/api/v1/handoffs/counts")
                .then()
                .statusCode(200)
                .body("open", equalTo(2))
                .body("overdue", equalTo(0))
                .body("dueSoon", equalTo(2))
                .body("byStatus.OPEN", equalTo(1))
                .body("byStatus.ACCEPTED", equalTo(1));
        as("analyst")
                .queryParam("accountId", UUID.randomUUID())
                .get("/api/v1/handoffs")
                .then()
                .body("items", empty());
    }

    @Test
    void refusesWhatIsWrong() {
        String unknown = "/api/v1/handoffs/" + UUID.randomUUID();
        as("analyst").get(unknown).then().statusCode(404).contentType("application/problem+json");
        as("admin").post(unknown + "/acceptance").then().statusCode(404);
        as("analyst").post(unknown + "/acceptance").then().statusCode(403);
        as("admin")
                .body("{}")
                .post(unknown + "/decline")
                .then()
                .statusCode(400)
                .body("errors.field", contains("reason"));
        as("admin").body("{\"reason\":").post(unknown + "/decline").then().statusCode(400);
        as("admin").queryParam("status", "LOST").get("/api/v1/handoffs").then().statusCode(400);
        as("admin").queryParam("accountId", "x").get("/api/v1/handoffs").then().statusCode(400);
        as("admin").queryParam("cursor", "x").get("/api/v1/handoffs").then().statusCode(400);
        as("admin").queryParam("sort", "LOUDEST").get("/api/v1/handoffs").then().statusCode(400);
        as("admin")
                .queryParam("due", "NEVER")
                .get("/api/v1/handoffs/counts")
                .then()
                .statusCode(400);
        RestAssured.get("/api/v1/handoffs").then().statusCode(401).contentType("application/problem+json");
        RestAssured.given()
                .auth()
                .oauth2(Tokens.wrongAudience("admin"))
                .get("/api/v1/handoffs")
                .then()
                .statusCode(401);
    }

    private static UUID openBank() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_5000);
        TestTopics.send(Topics.SCORES, account.signup());
        HandoffOpened opened = awaitHandoff(account.accountId());
        assertEquals(account.accountId(), opened.accountId());
        return account.accountId();
    }

    private static Response accept(UUID account, String email) {
        return asPerson("account-executive", email).post("/api/v1/handoffs/" + handoffId(account) + "/acceptance");
    }

    private static Response decline(UUID account, NewRep rep) {
        return asPerson("account-executive", rep.email())
                .body(Map.of("reason", "not my region"))
                .post("/api/v1/handoffs/" + handoffId(account) + "/decline");
    }

    private static String handoffId(UUID account) {
        return (String) handoffs(account).get(0).get("id");
    }

    private String status(UUID account) {
        return (String) handoffs(account).get(0).get("status");
    }

    private static String ownerEmail(UUID account) {
        return handoff(UUID.fromString(handoffId(account))).getString("owner.email");
    }
}

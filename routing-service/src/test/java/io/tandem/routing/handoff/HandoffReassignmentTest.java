package io.tandem.routing.handoff;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.asPerson;
import static io.tandem.routing.RoutingApi.awaitHandoff;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.handoff;
import static io.tandem.routing.RoutingApi.patchRep;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.HandoffAssigned;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class HandoffReassignmentTest {
    @BeforeEach
    void nobodyIsThere() {
        dismissReps();
    }

    /** A complaint of users of other tools. */
    @Test
    void manualReassignmentDoesNotShiftTheRotation() {
        NewRep ada = addRep("Ada", 2, 50, "SALES_LED");
        NewRep bo = addRep("Bo", 1, 50, "SALES_LED");
        HandoffOpened first = open();
        assertEquals(ada.id(), first.owner().id());
        List<List<Object>> ledger = ledger();

        reassign(first.handoffId(), bo.id())
                .statusCode(200)
                .body("owner.id", equalTo(bo.id().toString()));

        assertEquals(ledger, ledger());
        assertEquals(bo.id(), open().owner().id(), "it is Bo's turn as before");
        assertEquals(ada.id(), open().owner().id());
    }

    @Test
    void newOwnerAcceptsAnewAndTheHistoryIsKept() {
        NewRep ada = addRep("Ada", 2, 50, "SALES_LED");
        NewRep bo = addRep("Bo", 1, 0, "SALES_LED");
        UUID id = open().handoffId();
        accept(id, ada.email()).statusCode(200);

        asPerson("account-executive", ada.email())
                .body(Map.of("repId", bo.id(), "reason", "Bo knows them"))
                .post("/api/v1/handoffs/" + id + "/reassign")
                .then()
                .statusCode(200)
                .body("status", equalTo("OPEN"))
                .body("owner.email", equalTo(bo.email()));

        as("analyst")
                .get("/api/v1/handoffs/" + id + "/history")
                .then()
                .statusCode(200)
                .body("items.what", contains("OPENED", "ACCEPTED", "REASSIGNED"))
                .body("items[2].who", equalTo(ada.email()))
                .body("items[2].why", equalTo("Bo knows them"));
        HandoffAssigned told = TestTopics.await(
                Topics.ROUTES, HandoffAssigned.class, event -> event.handoffId().equals(id));
        assertEquals(bo.id(), told.owner().id());
        accept(id, ada.email()).statusCode(403);
        accept(id, bo.email()).statusCode(200);
    }

    @Test
    void repWhoIsSwitchedOffKeepsNothingOpen() {
        NewRep ada = addRep("Ada", 1, 50, "SALES_LED");
        UUID accepted = open().handoffId();
        accept(accepted, ada.email()).statusCode(200);
        UUID waiting = open().handoffId();
        NewRep bo = addRep("Bo", 1, 1, "SALES_LED");

        patchRep(ada.id(), Map.of("active", false));

        assertEquals(bo.email(), handoff(accepted).getString("owner.email"), "the one that is open longest");
        assertEquals("OPEN", handoff(accepted).getString("status"));
        assertEquals("QUEUED", handoff(waiting).getString("status"));
        assertNull(handoff(waiting).get("owner"));
        as("analyst")
                .get("/api/v1/handoffs/" + accepted + "/history")
                .then()
                .body("items.what", contains("OPENED", "ACCEPTED", "RELEASED", "ASSIGNED"))
                .body("items[2].why", equalTo("its owner was switched off"));
        patchRep(bo.id(), Map.of("capacity", 5));
        assertEquals(bo.email(), handoff(waiting).getString("owner.email"));
    }

    @Test
    void refusesWhatCannotBe() {
        NewRep ada = addRep("Ada", 1, 50, "SALES_LED");
        NewRep off = addRep("Off", 1, 50, "PARTNER");
        patchRep(off.id(), Map.of("active", false));
        UUID id = open().handoffId();
        String path = "/api/v1/handoffs/" + id + "/reassign";

        as("admin")
                .body("{}")
                .post(path)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("repId", "reason"));
        as("admin").body("{\"repId\":").post(path).then().statusCode(400);
        as("admin")
                .body(Map.of("repId", ada.id(), "reason", "x".repeat(70_000)))
                .post(path)
                .then()
                .statusCode(413);
        reassign(id, UUID.randomUUID()).statusCode(400).body("errors.field", contains("repId"));
        reassign(UUID.randomUUID(), ada.id()).statusCode(404);
        reassign(id, off.id()).statusCode(409).contentType("application/problem+json");
        reassign(id, ada.id()).statusCode(409);
        asPerson("account-executive", "other@tandem.example")
                .body(Map.of("repId", ada.id(), "reason", "mine"))
                .post(path)
                .then()
                .statusCode(403);
        as("analyst").body("{}").post(path).then().statusCode(403);
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body("{}")
                .post(path)
                .then()
                .statusCode(401);
        assertEquals(ada.email(), handoff(id).getString("owner.email"));
    }

    private static ValidatableResponse reassign(UUID handoff, UUID rep) {
        return as("admin")
                .body(Map.of("repId", rep, "reason", "balance"))
                .post("/api/v1/handoffs/" + handoff + "/reassign")
                .then();
    }

    private static ValidatableResponse accept(UUID id, String email) {
        return asPerson("account-executive", email)
                .post("/api/v1/handoffs/" + id + "/acceptance")
                .then();
    }

    private static List<List<Object>> ledger() {
        return as("analyst")
                .get("/api/v1/pools/SALES_LED")
                .then()
                .statusCode(200)
                .extract()
                .path(
                        "members.findAll { it.received > 0 || it.credit != 0 }.collect { [it.repId, it.received, it.credit] }");
    }

    private static HandoffOpened open() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_5000);
        TestTopics.send(Topics.SCORES, account.signup());
        return awaitHandoff(account.accountId());
    }
}

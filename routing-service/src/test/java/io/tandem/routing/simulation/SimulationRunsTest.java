package io.tandem.routing.simulation;

import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.eventually;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tandem.kit.testing.RealInfrastructure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a simulation goes on, is watched, and ends. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SimulationRunsTest extends TriedHistory {
    @Test
    void goesOnWithWhatAnInstanceLeftBehind() {
        JsonPath done = completed(tried(everybodyMeetsSales()));
        UUID id = UUID.fromString(done.getString("id"));
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE simulation SET status = 'RUNNING', result = NULL, ended_at = NULL, claimed_until = ?"
                                + " WHERE id = ?",
                        Instant.now().minusSeconds(1),
                        id));

        JsonPath again = ended(id);
        assertEquals("COMPLETED", again.getString("status"));
        assertEquals(1, again.getInt("interruptions"));
        assertEquals(done.<Object>get("result"), again.get("result"));
        assertEquals(
                3,
                as("analyst")
                        .get("/api/v1/simulations/" + id + "/moves")
                        .jsonPath()
                        .getList("items")
                        .size());
    }

    @Test
    void givesUpWhatIsInterruptedAgainAndAgain() {
        UUID id = UUID.fromString(completed(tried(everybodyMeetsSales())).getString("id"));
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE simulation SET status = 'RUNNING', attempts = 3, claimed_until = ? WHERE id = ?",
                        Instant.now().minusSeconds(1),
                        id));

        eventually(() -> as("analyst")
                .get("/api/v1/simulations/" + id)
                .then()
                .body("status", is("FAILED"))
                .body("failure", containsString("interrupted")));
    }

    @Test
    void streamsItsProgressUntilItHasEnded() {
        String id = begin(tried(everybodyMeetsSales())).getString("id");
        String events = as("analyst")
                .accept("text/event-stream")
                .get("/api/v1/simulations/" + id + "/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertTrue(events.contains("\"status\":\"COMPLETED\""), events);
        assertTrue(events.trim().startsWith("data:"), events);
    }

    @Test
    void whatIsCancelledEnds() {
        UUID id = UUID.fromString(completed(tried(everybodyMeetsSales())).getString("id"));
        // As if an instance were at it.
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE simulation SET status = 'RUNNING', result = NULL, ended_at = NULL, claimed_until = ?"
                                + " WHERE id = ?",
                        Instant.now().plusSeconds(3600),
                        id));

        as("admin")
                .post("/api/v1/simulations/" + id + "/cancellation")
                .then()
                .statusCode(200)
                .body("status", is("CANCELLED"));
        assertEquals("CANCELLED", ended(id).getString("status"));
        as("admin").post("/api/v1/simulations/" + id + "/cancellation").then().statusCode(409);
        as("admin")
                .post("/api/v1/simulations/" + UUID.randomUUID() + "/cancellation")
                .then()
                .statusCode(404);
    }

    @Test
    void whatIsCancelledWhileAnInstanceIsAtItLeavesNothingBehind() {
        UUID id = UUID.fromString(completed(tried(everybodyMeetsSales())).getString("id"));
        Simulation atWork = QuarkusTransaction.requiringNew().call(() -> {
            database.update(
                    "UPDATE simulation SET status = 'RUNNING', result = NULL, ended_at = NULL, claimed_until = ?"
                            + " WHERE id = ?",
                    Instant.now().plusSeconds(3600),
                    id);
            return simulations.find(id).orElseThrow();
        });
        List<Integer> cancellations = new ArrayList<>();

        run.carryOut(atWork, () -> {
            // Asked with each part of the history.
            cancellations.add(as("admin")
                    .post("/api/v1/simulations/" + id + "/cancellation")
                    .statusCode());
            return false;
        });

        assertEquals(200, cancellations.get(0));
        JsonPath after = as("analyst").get("/api/v1/simulations/" + id).jsonPath();
        assertEquals("CANCELLED", after.getString("status"));
        assertNull(after.get("result"));
        as("analyst").get("/api/v1/simulations/" + id + "/moves").then().body("items", is(List.of()));
    }
}

package io.tandem.routing;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.HandoffOpened;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.routing.rep.PoolsLock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The service as its callers see it. */
public final class RoutingApi {
    private RoutingApi() {}

    public static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    public static RequestSpecification asPerson(String role, String email) {
        return given().auth().oauth2(Tokens.of(role, email)).contentType(ContentType.JSON);
    }

    /** The version of the policy that decisions are made by; there is always exactly one. */
    public static int policyInForce() {
        return as("analyst")
                .queryParam("status", "PUBLISHED")
                .get("/api/v1/policies")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .extract()
                .path("items[0].version");
    }

    public record NewRep(UUID id, String email) {}

    public static NewRep addRep(String name, int weight, int capacity, String... motions) {
        String email = name.toLowerCase().replace(' ', '.') + "-" + UUID.randomUUID() + "@tandem.example";
        String id = as("admin")
                .body(Map.of(
                        "name",
                        name,
                        "email",
                        email,
                        "weight",
                        weight,
                        "capacity",
                        capacity,
                        "motions",
                        List.of(motions)))
                .post("/api/v1/reps")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new NewRep(UUID.fromString(id), email);
    }

    public static void patchRep(UUID id, Map<String, Object> change) {
        as("admin").body(change).patch("/api/v1/reps/" + id).then().statusCode(200);
    }

    /** Switches everybody off whom other tests have added, and ends what they have open. */
    public static void dismissReps() {
        drainLeftovers();
        String cursor = null;
        do {
            var request = as("admin").queryParam("limit", 200);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/api/v1/reps")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            page.<String>getList("items.findAll { it.active }.id")
                    .forEach(id -> patchRep(UUID.fromString(id), Map.of("active", false)));
            cursor = page.getString("nextCursor");
        } while (cursor != null);
    }

    /** Handoffs that other tests left open must not come first. */
    public static void drainLeftovers() {
        QuarkusTransaction.requiringNew().run(() -> {
            Arc.container().instance(PoolsLock.class).get().take();
            Arc.container()
                    .instance(StatelessSession.class)
                    .get()
                    .createNativeMutationQuery("""
                            UPDATE handoff SET status = 'RECYCLED', closed_at = now(), close_reason = 'left over',
                                owner_id = coalesce(owner_id, gen_random_uuid())
                            WHERE closed_at IS NULL
                            """)
                    .executeUpdate();
        });
    }

    public static RouteDecided awaitRoute(UUID accountId) {
        return TestTopics.await(
                Topics.ROUTES, RouteDecided.class, event -> event.accountId().equals(accountId));
    }

    public static RouteDecided awaitRouteOfSignup(UUID signupId) {
        return TestTopics.await(Topics.ROUTES, RouteDecided.class, event -> signupId.equals(event.signupId()));
    }

    public static HandoffOpened awaitHandoff(UUID accountId) {
        return TestTopics.await(
                Topics.ROUTES, HandoffOpened.class, event -> event.accountId().equals(accountId));
    }

    public static List<Map<String, Object>> decisions(UUID accountId) {
        return as("analyst")
                .queryParam("accountId", accountId)
                .get("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    public static JsonPath decision(UUID id) {
        return as("analyst")
                .get("/api/v1/decisions/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public static List<Map<String, Object>> handoffs(UUID accountId) {
        return as("analyst")
                .queryParam("accountId", accountId)
                .get("/api/v1/handoffs")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    public static JsonPath handoff(UUID id) {
        return as("analyst")
                .get("/api/v1/handoffs/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Sends an event for the same account and waits for its decision: what was sent before it has been handled. */
    public static RouteDecided settle(Scored account) {
        var signup = account.signup();
        TestTopics.send(Topics.SCORES, signup);
        return awaitRouteOfSignup(signup.signup().signupId());
    }

    public static void eventually(Runnable assertion) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion::run);
    }
}

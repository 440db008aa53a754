package io.tandem.routing.policy;

import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.eventually;
import static io.tandem.routing.RoutingApi.policyInForce;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tandem.kit.testing.RealInfrastructure;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a version comes into force, and the one before comes back. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PolicyPublicationTest extends DraftedPolicies {
    private static final int SHIPPED = 4;

    @Test
    void draftIsPublishedAndTheVersionBeforeComesBackWithEveryStepRecorded() {
        ObjectNode definition = shipped();
        definition.withObject("/rules/1/then").put("slaMinutes", 30);
        Response draft = draft(definition);
        int version = draft.path("version");
        draft.then()
                .header("Location", POLICIES + "/" + version)
                .header("ETag", notNullValue())
                .body("status", equalTo("DRAFT"))
                .body("publishedAt", nullValue());
        as("analyst")
                .get(POLICIES + "/{version}/validation", version)
                .then()
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("faults.size()", equalTo(0));

        publish(version).then().statusCode(200).body("status", equalTo("PUBLISHED"));

        assertEquals(version, policyInForce());
        as("analyst").get(POLICIES + "/{version}", inForceBefore).then().body("status", equalTo("RETIRED"));
        int copy = admin().body(Map.of("why", "it was better"))
                .post(POLICIES + "/{version}/rollback", inForceBefore)
                .then()
                .statusCode(201)
                .body("status", equalTo("PUBLISHED"))
                .body("copyOf", equalTo(inForceBefore))
                .body("publishedWhy", equalTo("it was better"))
                .extract()
                .path("version");
        assertEquals(copy, policyInForce());
        admin().body(Map.of("why", "again"))
                .post(POLICIES + "/{version}/rollback", copy)
                .then()
                .statusCode(409);
    }

    @Test
    void noLogOfRuleChanges() {
        ObjectNode definition = shipped();
        Response draft = draft(definition);
        int version = draft.path("version");
        definition.withObject("/rules/1/then").put("slaMinutes", 30);
        change(version, draft.header("ETag"), definition).then().statusCode(200);
        publish(version);

        as("analyst")
                .get(POLICIES + "/{version}/changes", version)
                .then()
                .statusCode(200)
                .body("what", contains("published", "changed", "drafted"))
                .body("who", hasItem(notNullValue()))
                .body("[0].why", equalTo("because"))
                .body("[1].differences.place", contains("/rules/hand-raiser/then/slaMinutes"))
                .body("[1].differences[0].before", equalTo(60))
                .body("[1].differences[0].after", equalTo(30));
        as("analyst")
                .queryParam("against", SHIPPED)
                .get(POLICIES + "/{version}/diff", version)
                .then()
                .statusCode(200)
                .body("before", equalTo(SHIPPED))
                .body("differences.place", contains("/rules/hand-raiser/then/slaMinutes"));
    }

    @Test
    void publicationAtATimeHappensThenAndCanBeTakenBackBefore() {
        int taken = draft(shipped()).path("version");
        admin().body(Map.of(
                        "why", "later", "at", Instant.now().plusSeconds(3600).toString()))
                .post(POLICIES + "/{version}/publication", taken)
                .then()
                .statusCode(200)
                .body("status", equalTo("SCHEDULED"))
                .body("publishAt", notNullValue());
        change(taken, "\"x\"", shipped()).then().statusCode(409);
        admin().delete(POLICIES + "/{version}/publication", taken)
                .then()
                .statusCode(200)
                .body("status", equalTo("DRAFT"));
        admin().delete(POLICIES + "/{version}/publication", taken).then().statusCode(409);

        int version = draft(shipped()).path("version");
        admin().body(Map.of("why", "soon", "at", Instant.now().plusSeconds(2).toString()))
                .post(POLICIES + "/{version}/publication", version)
                .then()
                .statusCode(200);

        eventually(() -> assertEquals(version, policyInForce()));
        as("analyst")
                .get(POLICIES + "/{version}/changes", version)
                .then()
                .body("what", contains("published", "scheduled", "drafted"))
                .body("[0].why", equalTo("soon"));
        admin().body(Map.of("why", "past", "at", "2026-01-01T00:00:00Z"))
                .post(POLICIES + "/{version}/publication", taken)
                .then()
                .statusCode(400);
    }

    @Test
    void policyThatNamesAPoolWhichIsNotThereIsPublishedNeitherNowNorLater() {
        String pool = "later-" + UUID.randomUUID();
        ObjectNode definition = shipped();
        definition.withObject("/rules/5/then").put("pool", pool);
        int version = draft(definition).path("version");
        as("analyst")
                .get(POLICIES + "/{version}/validation", version)
                .then()
                .body("valid", equalTo(false))
                .body("lint.find { it.check == 'EMPTY_POOL' }.reason", equalTo("there is no pool " + pool));

        publish(version).then().statusCode(400).body("errors.field", contains("definition/rules/5/then/pool"));
        Map<String, String> later =
                Map.of("why", "later", "at", Instant.now().plusSeconds(3600).toString());
        admin().body(later)
                .post(POLICIES + "/{version}/publication", version)
                .then()
                .statusCode(400)
                .body("errors.detail", contains("there is no pool " + pool));
        admin().body(Map.of("policyVersion", Integer.toString(version)))
                .post("/api/v1/simulations")
                .then()
                .statusCode(400)
                .body("errors.field", contains("policyVersion"));

        admin().body(Map.of("name", pool, "description", "for large accounts"))
                .post("/api/v1/pools")
                .then()
                .statusCode(201);
        publish(version).then().statusCode(200);
    }
}

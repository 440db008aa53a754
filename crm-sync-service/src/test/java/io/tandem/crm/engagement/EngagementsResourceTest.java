package io.tandem.crm.engagement;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class EngagementsResourceTest {
    private static final String ENGAGEMENTS = "/api/v1/engagements";
    private static final Map<String, Object> BUDGET = Map.of("amount", "20000.00", "currency", "EUR");

    @Inject
    AuditedChanges audited;

    private Story story;

    @BeforeEach
    void mayaServesTheAccount() {
        story = servedBy(MAYA);
    }

    @Test
    void engagementGoesFromPlanToCompletionAndItsHistoryTellsAll() {
        String place = open("Rollout in Lisbon");
        String milestone = maya().get(place).then().extract().path("plan.milestones[0].id");
        maya().body(Map.of(
                        "plan",
                        Map.of(
                                "name",
                                "Rollout in Lisbon",
                                "budget",
                                BUDGET,
                                "actuals",
                                Map.of("amount", "4000.00", "currency", "EUR"),
                                "team",
                                List.of(Map.of("name", "Jonas Weber", "role", "Lead")),
                                "milestones",
                                List.of(Map.of(
                                        "id",
                                        milestone,
                                        "name",
                                        "Pilot",
                                        "dueOn",
                                        "2026-03-31",
                                        "doneOn",
                                        "2026-03-30")))))
                .put(place)
                .then()
                .statusCode(200)
                .body("plan.actuals.amount", equalTo("4000.00"))
                .body("plan.milestones[0].id", equalTo(milestone))
                .body("lateMilestones", equalTo(0));
        become(place, "ACTIVE", "Kick-off held").statusCode(200).body("status", equalTo("ACTIVE"));
        become(place, "PLANNED", null).statusCode(409);
        become(place, "COMPLETED", null).statusCode(200);

        maya().get(place + "/history")
                .then()
                .body(
                        "text",
                        equalTo(List.of(
                                "Opened",
                                "Scope went from the former to none",
                                "Actuals went from none to 4000.00 EUR",
                                "Team is now Jonas Weber",
                                "Milestone \"Pilot\" reached on 2026-03-30",
                                "Status went from PLANNED to ACTIVE: Kick-off held",
                                "Status went from ACTIVE to COMPLETED")));
        assertEquals(
                List.of(
                        "Engagement \"Rollout in Lisbon\" is completed",
                        "Engagement \"Rollout in Lisbon\" is active: Kick-off held",
                        "Engagement \"Rollout in Lisbon\" opened"),
                relationship(story.account).getList("timeline.findAll { it.kind == 'ENGAGEMENT' }.text"));
        assertEquals(4, audited.of(story.account).size());
    }

    @Test
    void listIsFiltered() {
        open("First");
        become(open("Second"), "CANCELLED", "No need").statusCode(200);

        maya().queryParam("accountId", story.account)
                .queryParam("status", "PLANNED")
                .get(ENGAGEMENTS)
                .then()
                .body("items.plan.name", equalTo(List.of("First")));
        String cursor = maya().queryParam("accountId", story.account)
                .queryParam("limit", 1)
                .get(ENGAGEMENTS)
                .then()
                .body("items.plan.name", equalTo(List.of("Second")))
                .extract()
                .path("nextCursor");
        maya().queryParam("accountId", story.account)
                .queryParam("cursor", cursor)
                .get(ENGAGEMENTS)
                .then()
                .body("items.plan.name", equalTo(List.of("First")));
    }

    @Test
    void onlyTheOwnerOrAnAdminMayWrite() {
        String place = open("Rollout");
        for (RequestSpecification other : List.of(as(Roles.AE, JONAS.email()), as(Roles.ANALYST))) {
            other.body(engagement("Other")).post(ENGAGEMENTS).then().statusCode(403);
            other.body(Map.of("plan", Map.of("name", "Other")))
                    .put(place)
                    .then()
                    .statusCode(403);
            other.body(Map.of("status", "ACTIVE")).put(place + "/status").then().statusCode(403);
        }
        given().contentType(ContentType.JSON)
                .body(engagement("Other"))
                .post(ENGAGEMENTS)
                .then()
                .statusCode(401);
        admin().body(engagement("Other")).post(ENGAGEMENTS).then().statusCode(201);
    }

    @Test
    void faultsAreNamedTogether() {
        maya().body("{}")
                .post(ENGAGEMENTS)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("accountId", "plan"));
        Map<String, Object> plan =
                Map.of("name", "Rollout", "actuals", BUDGET, "startsOn", "2026-04-01", "endsOn", "2026-03-01");
        maya().body(Map.of("accountId", story.account, "plan", plan))
                .post(ENGAGEMENTS)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("plan.actuals", "plan.endsOn"));
        maya().body(Map.of("accountId", story.account, "plan", Map.of("name", "x".repeat(70_000))))
                .post(ENGAGEMENTS)
                .then()
                .statusCode(413);
        maya().body("{\"plan\":").post(ENGAGEMENTS).then().statusCode(400);
        maya().body(Map.of("plan", Map.of("name", "x"), "version", 7))
                .put(open("Versioned"))
                .then()
                .statusCode(409);
        admin().body(Map.of("accountId", new Story().account, "plan", Map.of("name", "x")))
                .post(ENGAGEMENTS)
                .then()
                .statusCode(404);
    }

    private String open(String name) {
        return maya().header("Idempotency-Key", "open-" + name + story.account)
                .body(engagement(name))
                .post(ENGAGEMENTS)
                .then()
                .statusCode(201)
                .body("status", equalTo("PLANNED"))
                .extract()
                .header("Location");
    }

    private Map<String, Object> engagement(String name) {
        return Map.of(
                "accountId",
                story.account,
                "plan",
                Map.of(
                        "name",
                        name,
                        "scope",
                        "All three depots",
                        "budget",
                        BUDGET,
                        "milestones",
                        List.of(Map.of("name", "Pilot", "dueOn", "2026-03-31"))));
    }

    private static ValidatableResponse become(String place, String status, String reason) {
        Map<String, Object> request = new HashMap<>(Map.of("status", status));
        request.put("reason", reason);
        return maya().body(request).put(place + "/status").then();
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }
}

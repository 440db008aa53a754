package io.tandem.crm.opportunity;

import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class StageCriteriaTest {
    private static final String OPPORTUNITIES = "/api/v1/opportunities";

    private Story story;

    @BeforeEach
    void mayaServesTheAccount() {
        story = servedBy(MAYA);
    }

    @Test
    void stageIsEnteredWhenItsCriteriaAreMet() {
        String place = open("Rollout");
        maya().get(place + "/next-stage")
                .then()
                .statusCode(200)
                .body("stage", equalTo("DEMO"))
                .body("criteria.find { it.key == 'met' }.met", equalTo(false));
        maya().body(Map.of("stage", "DEMO"))
                .put(place + "/stage")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("title", equalTo("Entry criteria not met"))
                .body("unmet.key", equalTo(List.of("need", "met")));

        maya().body(Map.of("kind", "MEETING", "summary", "They ship by hand", "occurredAt", "2026-03-04T10:00:00Z"))
                .post(of(story.account) + "/interactions")
                .then()
                .statusCode(201);
        maya().body(Map.of("name", "Rollout", "forecastCategory", "BEST_CASE", "confirmed", List.of("need")))
                .put(place)
                .then()
                .statusCode(200);
        maya().body(Map.of("stage", "DEMO"))
                .put(place + "/stage")
                .then()
                .statusCode(200)
                .body("stage", equalTo("DEMO"));

        maya().get(place + "/history")
                .then()
                .statusCode(200)
                .body("stage", equalTo(List.of("DISCOVERY", "DEMO")))
                .body("[0].leftAt", notNullValue())
                .body("[1].leftAt", nullValue());
    }

    @Test
    void exceptionLetsInAndIsRemembered() {
        String place = open("Rollout");

        maya().body(Map.of("stage", "DEMO", "exception", "They asked for it on the phone"))
                .put(place + "/stage")
                .then()
                .statusCode(200);

        maya().get(place + "/history").then().body("[1].exception", equalTo("They asked for it on the phone"));
    }

    @Test
    void criteriaAreDataThatAnAdminReplaces() {
        var held = admin().get(OPPORTUNITIES + "/stage-criteria")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Object> same = Map.of("criteria", held.getList("criteria"), "version", held.getInt("version"));

        maya().body(same).put(OPPORTUNITIES + "/stage-criteria").then().statusCode(403);
        admin().body(same)
                .put(OPPORTUNITIES + "/stage-criteria")
                .then()
                .statusCode(200)
                .body("criteria", equalTo(held.getList("criteria")));
        admin().body(same).put(OPPORTUNITIES + "/stage-criteria").then().statusCode(409);
        Map<String, Object> twice = Map.of("stage", "DEMO", "key", "a", "text", "A", "check", "CONFIRMED");
        admin().body(Map.of("criteria", List.of(twice, twice)))
                .put(OPPORTUNITIES + "/stage-criteria")
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("criteria[1].key")));
    }

    private String open(String name) {
        return maya().body(Map.of("accountId", story.account, "name", name))
                .post(OPPORTUNITIES)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }
}

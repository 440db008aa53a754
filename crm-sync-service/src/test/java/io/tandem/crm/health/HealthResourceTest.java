package io.tandem.crm.health;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.MAYA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.RelationshipChanged;
import io.tandem.contracts.Topics;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class HealthResourceTest {
    @Inject
    HealthService service;

    private Story story;

    @BeforeEach
    void mayaServesTheAccount() {
        story = servedBy(MAYA);
    }

    @Test
    void meetingMakesTheRelationshipBetterAndOthersAreTold() {
        int before = shown().getInt("total");
        String rui = maya().body(Map.of("name", "Rui", "title", "CFO", "decisionRole", "CHAMPION"))
                .post(of(story.account) + "/stakeholders")
                .then()
                .statusCode(201)
                .extract()
                .path("personId");
        maya().body(Map.of(
                        "kind",
                        "MEETING",
                        "summary",
                        "Met",
                        "occurredAt",
                        Instant.now().toString(),
                        "participants",
                        List.of(rui)))
                .post(of(story.account) + "/interactions")
                .then()
                .statusCode(201);

        var after = shown();

        assertEquals(after.getInt("parts.points.sum()"), after.getInt("total"));
        assertEquals(15 + 1 + 10 + 15 + 4 + 10, after.getInt("strength"));
        assertTrue(after.getInt("total") > before);
        service.keepUp();
        RelationshipChanged told = TestTopics.await(
                Topics.RELATIONSHIPS,
                RelationshipChanged.class,
                changed -> changed.accountId().equals(story.account) && changed.health() != null);
        assertEquals(after.getInt("total"), told.health());
    }

    @Test
    void sameHealthIsToldOnceAndLeavesTheVersionOfTheRecordAlone() {
        maya().body(Map.of("name", "Rui"))
                .post(of(story.account) + "/stakeholders")
                .then()
                .statusCode(201);
        int version = relationship(story.account).getInt("version");

        service.workOut(story.account);
        service.workOut(story.account);
        maya().body(Map.of("name", "Marker"))
                .post(of(story.account) + "/stakeholders")
                .then()
                .statusCode(201);

        assertEquals(version, relationship(story.account).getInt("version"));
        TestTopics.await(
                Topics.RELATIONSHIPS,
                RelationshipChanged.class,
                changed -> changed.accountId().equals(story.account) && changed.health() != null);
        assertEquals(
                1,
                TestTopics.present(
                                Topics.RELATIONSHIPS,
                                RelationshipChanged.class,
                                changed -> changed.accountId().equals(story.account) && changed.health() != null)
                        .size());
    }

    @Test
    void valueAndRenewalsStandBeside() {
        String opportunity = maya().body(Map.of(
                        "accountId",
                        story.account,
                        "name",
                        "Rollout",
                        "amount",
                        Map.of("amount", "12000.00", "currency", "EUR")))
                .post("/api/v1/opportunities")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        maya().body(Map.of("stage", "CLOSE", "outcome", "WON", "exception", "Signed at the fair"))
                .put(opportunity + "/stage")
                .then()
                .statusCode(200);
        String soon = LocalDate.now(ZoneOffset.UTC).plusDays(40).toString();
        maya().body(Map.of("accountId", story.account, "plan", Map.of("name", "Care", "renewsOn", soon)))
                .post("/api/v1/engagements")
                .then()
                .statusCode(201);

        var health = shown();

        assertEquals("12000.00", health.getString("value.annual.amount"));
        assertEquals("SOON", health.getString("warnings[0].level"));
        assertEquals("RENEWAL", health.getString("warnings[0].occasion"));
    }

    @Test
    void accountWithoutRelationshipHasNone() {
        admin().get(of(new Story().account) + "/health").then().statusCode(404);
        given().get(of(story.account) + "/health").then().statusCode(401);
    }

    private JsonPath shown() {
        return as(Roles.ANALYST)
                .get(of(story.account) + "/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }
}

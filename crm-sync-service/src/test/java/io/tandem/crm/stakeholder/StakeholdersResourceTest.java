package io.tandem.crm.stakeholder;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.admin;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.awaitOnTimeline;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Topics;
import io.tandem.crm.AuditedChanges;
import io.tandem.crm.Story;
import io.tandem.crm.caller.Author;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class StakeholdersResourceTest {
    @Inject
    AuditedChanges audited;

    @Inject
    StakeholderService service;

    private Story story;
    private String stakeholders;
    private String anaEmail;
    private UUID ana;

    @BeforeEach
    void mayaServesTheAccountOfAna() {
        story = servedBy(MAYA);
        stakeholders = of(story.account) + "/stakeholders";
        anaEmail = "ana@" + story.domain;
        ana = PersonId.ofEmail(anaEmail);
        TestTopics.send(
                Topics.SCORES,
                story.scored(5, "B3", 41, story.signupOf(anaEmail, "Ana Ribeiro", "Head of Operations")));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(6, "marker")));
    }

    @Test
    void whatPeopleSayStaysWhateverTheProductSaysLater() {
        describe(
                        ana,
                        Map.of(
                                "name",
                                "Ana M. Ribeiro",
                                "decisionRole",
                                "CHAMPION",
                                "influence",
                                "HIGH",
                                "stance",
                                "SUPPORTIVE"))
                .statusCode(200)
                .body("version", equalTo(0))
                .body("seniority", equalTo("DIRECTOR"))
                .body("source", equalTo("SIGNUP"));
        TestTopics.send(Topics.SCORES, story.scored(9, "B3", 42, story.signupOf(anaEmail, "A. Ribeiro", "COO")));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(10, "later")));

        maya().get(stakeholders + "/" + ana)
                .then()
                .statusCode(200)
                .body("name", equalTo("Ana M. Ribeiro"))
                .body("decisionRole", equalTo("CHAMPION"))
                .body("title", equalTo("COO"));
        assertEquals("Ana M. Ribeiro", relationship(story.account).getString("stakeholders[0].name"));
        assertEquals(List.of(MAYA.email() + " STAKEHOLDER_DESCRIBED"), audited.of(story.account));
    }

    @Test
    void somebodyWhomTheProductDoesNotKnowIsAddedByHand() {
        String place = add(Map.of(
                        "name",
                        "Rui Faria",
                        "email",
                        "Rui@" + story.domain,
                        "title",
                        "CFO",
                        "decisionRole",
                        "ECONOMIC_BUYER"))
                .statusCode(201)
                .body("source", equalTo("ADDED"))
                .body("email", equalTo("rui@" + story.domain))
                .body("seniority", equalTo("EXECUTIVE"))
                .extract()
                .header("Location");
        add(Map.of("name", "Nobody's email")).statusCode(201).body("email", nullValue());

        maya().get(stakeholders).then().body("name", containsInAnyOrder("Ana Ribeiro", "Rui Faria", "Nobody's email"));
        add(Map.of("name", "Rui again", "email", "rui@" + story.domain)).statusCode(409);
        maya().delete(place).then().statusCode(204);
        maya().get(place).then().statusCode(404);
        maya().delete(stakeholders + "/" + ana).then().statusCode(409);
    }

    @Test
    void reportingLinesMakeNoCircle() {
        String rui = add(Map.of("name", "Rui", "reportsTo", ana))
                .statusCode(201)
                .extract()
                .path("personId");

        describe(ana, Map.of("reportsTo", rui)).statusCode(409);
        describe(ana, Map.of("reportsTo", ana)).statusCode(409);
        describe(ana, Map.of("name", " ")).statusCode(400).body("errors.field", equalTo(List.of("name")));
        describe(ana, Map.of("reportsTo", UUID.randomUUID()))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("reportsTo")));
        maya().get(of(story.account) + "/stakeholder-map")
                .then()
                .statusCode(200)
                .body("edges", equalTo(List.of(Map.of("superior", ana.toString(), "report", rui))))
                .body("nodes.find { it.personId == '" + rui + "' }.level", equalTo(1));
        String drawing = as(Roles.ANALYST)
                .get(of(story.account) + "/stakeholder-map/drawing")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .extract()
                .asString();
        assertTrue(drawing.contains("Ana Ribeiro") && drawing.contains("Rui"), drawing);
    }

    @Test
    void onlyTheOwnerOrAnAdminMayWrite() {
        Map<String, Object> rui = Map.of("name", "Rui");
        for (RequestSpecification other : List.of(as(Roles.AE, JONAS.email()), as(Roles.ANALYST))) {
            other.body(rui).post(stakeholders).then().statusCode(403);
            other.body(rui).put(stakeholders + "/" + ana).then().statusCode(403);
            other.delete(stakeholders + "/" + ana).then().statusCode(403);
        }
        given().contentType(ContentType.JSON)
                .body(rui)
                .post(stakeholders)
                .then()
                .statusCode(401);
        admin().body(rui).post(stakeholders).then().statusCode(201);
    }

    @Test
    void faultsAreNamed() {
        add(Map.of("email", "nonsense")).statusCode(400).body("errors.field", containsInAnyOrder("name", "email"));
        add(Map.of("name", "x".repeat(201), "phone", "1".repeat(51)))
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("name", "phone"));
        add(Map.of("name", "x".repeat(70_000))).statusCode(413);
        maya().body("{\"name\":").post(stakeholders).then().statusCode(400);
        maya().body(Map.of("name", "Rui", "stance", "FURIOUS"))
                .post(stakeholders)
                .then()
                .statusCode(400);
        describe(ana, Map.of("email", "other@" + story.domain)).statusCode(400);
        describe(ana, Map.of("version", 7)).statusCode(409);
        describe(UUID.randomUUID(), Map.of()).statusCode(404);
        admin().body(Map.of("name", "Rui"))
                .post(of(new Story().account) + "/stakeholders")
                .then()
                .statusCode(404);
    }

    @Test
    void repeatedRequestWithOneKeyAddsNobodyTwice() {
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            maya().header("Idempotency-Key", key)
                    .body(Map.of("name", "Rui"))
                    .post(stakeholders)
                    .then()
                    .statusCode(201);
        }
        maya().get(stakeholders).then().body("size()", equalTo(2));
    }

    @Test
    void contactOfTheCrmFillsWhatItKnowsAndLeavesJudgementsAlone() {
        describe(ana, Map.of("stance", "OPPOSED", "phone", "+351 1")).statusCode(200);
        service.put(
                new CrmContact(story.account, anaEmail, "Ana from the CRM", "COO", null), Author.machine("hubspot"));
        service.put(new CrmContact(story.account, "new@" + story.domain, "New", null, null), Author.machine("hubspot"));

        maya().get(stakeholders + "/" + ana)
                .then()
                .body("name", equalTo("Ana from the CRM"))
                .body("stance", equalTo("OPPOSED"))
                .body("phone", equalTo("+351 1"));
        maya().get(stakeholders).then().body("name", hasItem("New"));
    }

    private ValidatableResponse add(Map<String, Object> request) {
        return maya().body(request).post(stakeholders).then();
    }

    private ValidatableResponse describe(UUID person, Map<String, Object> request) {
        return maya().body(request).put(stakeholders + "/" + person).then();
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }
}

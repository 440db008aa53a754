package io.tandem.crm.satisfaction;

import static io.restassured.RestAssured.given;
import static io.tandem.crm.CrmApi.as;
import static io.tandem.crm.CrmApi.of;
import static io.tandem.crm.CrmApi.relationship;
import static io.tandem.crm.CrmApi.servedBy;
import static io.tandem.crm.Story.JONAS;
import static io.tandem.crm.Story.MAYA;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.crm.Story;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SurveysResourceTest {
    private static final String SURVEYS = "/api/v1/surveys";
    private static final String ANSWERS = "/api/v1/survey-answers";

    @Inject
    DataSource database;

    private Story story;
    private String person;

    @BeforeEach
    void mayaServesTheAccountOfRui() {
        story = servedBy(MAYA);
        person = maya().body(Map.of("name", "Rui"))
                .post(of(story.account) + "/stakeholders")
                .then()
                .extract()
                .path("personId");
    }

    @Test
    void linkIsAnsweredOnceWithoutLogin() {
        String token = token(ask("NPS"));

        open().get("/surveys/" + token)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("How likely are you to recommend us"));
        open().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("score", 9)
                .formParam("comment", "Quick <b>answers</b>")
                .post("/surveys/" + token)
                .then()
                .statusCode(200)
                .body(containsString("Thank you"));
        open().body(Map.of("token", token, "score", 1)).post(ANSWERS).then().statusCode(409);
        open().get("/surveys/" + token).then().statusCode(410);

        maya().get(of(story.account) + "/satisfaction")
                .then()
                .body("nps", equalTo(100))
                .body("npsAnswers", equalTo(1))
                .body("level", equalTo(0.9f));
        maya().get(of(story.account) + "/surveys").then().body("items[0].comment", equalTo("Quick <b>answers</b>"));
        assertEquals(
                "Answered 9 of 10 (NPS): Quick <b>answers</b>",
                relationship(story.account).getString("timeline.find { it.kind == 'SATISFACTION' }.text"));
    }

    @Test
    void linkLeadsToThePublicAddress() {
        ask("NPS").statusCode(201).body("link", startsWith("http://localhost:8080/surveys/"));
    }

    @Test
    void answerMayComeAsJson() {
        String token = token(ask("CSAT"));

        open().body(Map.of("token", token, "score", 0))
                .post(ANSWERS)
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("score")));
        open().body(Map.of("token", token, "score", 5)).post(ANSWERS).then().statusCode(204);
        maya().get(of(story.account) + "/satisfaction").then().body("csat", equalTo(100));
    }

    @Test
    void answersOfAMilestoneAreCountedByThemselves() {
        var engagement = maya().body(Map.of(
                        "accountId",
                        story.account,
                        "plan",
                        Map.of("name", "Rollout", "milestones", List.of(Map.of("name", "Pilot")))))
                .post("/api/v1/engagements")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String milestone = engagement.getString("plan.milestones[0].id");
        Map<String, Object> about = new HashMap<>(survey("CSAT"));
        about.put("engagementId", engagement.getString("id"));
        about.put("milestoneId", milestone);
        answer(maya().body(about).post(SURVEYS).then(), 5);
        answer(ask("CSAT"), 1);

        maya().get(of(story.account) + "/satisfaction").then().body("csat", equalTo(50));
        for (String one : List.of(milestone, engagement.getString("id"))) {
            maya().queryParam("about", one)
                    .get(of(story.account) + "/satisfaction")
                    .then()
                    .body("csat", equalTo(100))
                    .body("csatAnswers", equalTo(1));
        }
        maya().queryParam("about", "x")
                .get(of(story.account) + "/satisfaction")
                .then()
                .statusCode(400);
    }

    @Test
    void forgedAndExpiredLinksAreRefused() throws SQLException {
        ValidatableResponse asked = ask("NPS");
        String token = token(asked);
        String forged = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);

        open().body(Map.of("token", forged, "score", 5)).post(ANSWERS).then().statusCode(404);
        open().get("/surveys/" + forged).then().statusCode(404).contentType("text/html");
        open().get("/surveys/nonsense").then().statusCode(404);
        try (var connection = database.getConnection();
                var age = connection.prepareStatement("update survey set expires_at = now() where id = ?")) {
            age.setObject(1, UUID.fromString(asked.extract().path("survey.id")));
            age.executeUpdate();
        }
        open().body(Map.of("token", token, "score", 5)).post(ANSWERS).then().statusCode(410);
        open().get("/surveys/" + token).then().statusCode(410);
    }

    @Test
    void ofTwoAnswersAtOnceOneIsKept() {
        String token = token(ask("NPS"));

        List<Integer> statuses = IntStream.range(0, 6)
                .parallel()
                .mapToObj(score -> open().body(Map.of("token", token, "score", score))
                        .post(ANSWERS)
                        .statusCode())
                .sorted()
                .toList();

        assertEquals(List.of(204, 409, 409, 409, 409, 409), statuses);
    }

    @Test
    void whoIsNotToBeContactedIsNotAsked() {
        maya().body(Map.of("doNotContact", true))
                .put(of(story.account) + "/stakeholders/" + person + "/preferences")
                .then()
                .statusCode(200);

        ask("NPS").statusCode(409);
    }

    @Test
    void refusalsAreTold() {
        maya().body("{}")
                .post(SURVEYS)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("accountId", "personId", "kind"));
        maya().body(Map.of("accountId", story.account, "personId", UUID.randomUUID(), "kind", "NPS"))
                .post(SURVEYS)
                .then()
                .statusCode(400);
        maya().body(Map.of(
                        "accountId",
                        story.account,
                        "personId",
                        person,
                        "kind",
                        "NPS",
                        "milestoneId",
                        UUID.randomUUID()))
                .post(SURVEYS)
                .then()
                .statusCode(400);
        maya().body(Map.of(
                        "accountId",
                        story.account,
                        "personId",
                        person,
                        "kind",
                        "NPS",
                        "engagementId",
                        UUID.randomUUID()))
                .post(SURVEYS)
                .then()
                .statusCode(404);
        as(Roles.AE, JONAS.email()).body(survey("NPS")).post(SURVEYS).then().statusCode(403);
        as(Roles.ANALYST).body(survey("NPS")).post(SURVEYS).then().statusCode(403);
        open().body(survey("NPS")).post(SURVEYS).then().statusCode(401);
        open().body("{}")
                .post(ANSWERS)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("token", "score"));
        open().body("{\"token\":").post(ANSWERS).then().statusCode(400);
        open().body(Map.of("token", "x", "score", 1, "comment", "x".repeat(70_000)))
                .post(ANSWERS)
                .then()
                .statusCode(413);
    }

    @Test
    void repeatedRequestWithOneKeyMakesOneSurvey() {
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            maya().header("Idempotency-Key", key)
                    .body(survey("NPS"))
                    .post(SURVEYS)
                    .then()
                    .statusCode(201);
        }
        maya().get(of(story.account) + "/surveys").then().body("items.size()", equalTo(1));
    }

    private static void answer(ValidatableResponse asked, int score) {
        open().body(Map.of("token", token(asked), "score", score))
                .post(ANSWERS)
                .then()
                .statusCode(204);
    }

    private ValidatableResponse ask(String kind) {
        return maya().body(survey(kind)).post(SURVEYS).then();
    }

    private static String token(ValidatableResponse asked) {
        String link = asked.statusCode(201).extract().path("link");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private Map<String, Object> survey(String kind) {
        return Map.of("accountId", story.account, "personId", person, "kind", kind);
    }

    private static RequestSpecification open() {
        return given().contentType(ContentType.JSON);
    }

    private static RequestSpecification maya() {
        return as(Roles.AE, MAYA.email());
    }
}

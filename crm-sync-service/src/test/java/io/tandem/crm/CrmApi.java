package io.tandem.crm;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.Motion;
import io.tandem.contracts.Owner;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** The service as its users see it. */
public final class CrmApi {
    public static final String RELATIONSHIPS = "/api/v1/relationships";

    private CrmApi() {}

    public static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    public static RequestSpecification as(String role, String email) {
        return given().auth().oauth2(Tokens.of(role, email)).contentType(ContentType.JSON);
    }

    public static RequestSpecification admin() {
        return as(Roles.ADMIN);
    }

    public static String of(UUID account) {
        return RELATIONSHIPS + "/" + account;
    }

    public static JsonPath relationship(UUID account) {
        return admin().get(of(account)).then().statusCode(200).extract().jsonPath();
    }

    /** Waits until the timeline tells of an event, which is then known to have had all its effects. */
    public static JsonPath awaitOnTimeline(UUID account, UUID eventId) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> admin().queryParam("limit", 200)
                .get(of(account) + "/timeline")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(eventId.toString())));
        return relationship(account);
    }

    /** An account that this person serves. */
    public static Story servedBy(Owner owner) {
        Story story = new Story();
        awaitOnTimeline(story.account, TestTopics.send(Topics.ROUTES, story.decided(1, Motion.SALES_LED, owner)));
        return story;
    }

    /** The same with a score and with Ana, who signed up. */
    public static Story scored(Story story, String grade) {
        TestTopics.send(
                Topics.SCORES,
                story.scored(
                        5, grade, 41.4, story.signupOf("ana@" + story.domain, "Ana Ribeiro", "Head of Operations")));
        awaitOnTimeline(story.account, TestTopics.send(Topics.SCORES, story.signal(6, "marker")));
        return story;
    }

    public static Map<String, Object> body(Owner owner) {
        return Map.of("id", owner.id(), "name", owner.name(), "email", owner.email());
    }

    /** The conflict over a record that nobody has resolved yet, or null. */
    public static Map<String, Object> openConflict(UUID record) {
        return admin().queryParam("open", true)
                .queryParam("limit", 200)
                .get("/api/v1/sync/conflicts")
                .jsonPath()
                .getMap("items.find { it.recordId == '" + record + "' }");
    }
}

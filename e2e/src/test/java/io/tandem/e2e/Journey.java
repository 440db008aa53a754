package io.tandem.e2e;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What a visitor, the product, an AE and an admin do, through the gateway only. */
final class Journey {
    private Journey() {}

    static ConditionFactory eventually() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200));
    }

    /** A domain that no other test has used. */
    static String freshDomain(String word) {
        return word + "-" + UUID.randomUUID().toString().substring(0, 8) + ".com";
    }

    static Map<String, Object> answers(String email, String companySize) {
        Map<String, Object> answers = new HashMap<>();
        answers.put("email", email);
        answers.put("name", "Test Person");
        answers.put("company", email.substring(email.indexOf('@') + 1));
        answers.put("companySize", companySize);
        answers.put("role", "Engineer");
        answers.put("useCase", "Reporting");
        answers.put("country", "DE");
        return answers;
    }

    static RequestSpecification withKey() {
        String credentials = Base64.getEncoder().encodeToString((Stand.writeKey() + ":").getBytes(UTF_8));
        return given().baseUri(Stand.url())
                .header("Authorization", "Basic " + credentials)
                .contentType(ContentType.JSON);
    }

    static RequestSpecification as(String user) {
        return given().baseUri(Stand.url()).auth().oauth2(Stand.token(user)).contentType(ContentType.JSON);
    }

    static Response signUp(Map<String, Object> answers) {
        return withKey().body(answers).post("/api/v1/signups");
    }

    /** Signs up and waits for the decision, which usually is in the first answer. */
    static JsonPath signUpAndAwaitDecision(Map<String, Object> answers) {
        Response response = signUp(answers);
        response.then().statusCode(org.hamcrest.Matchers.oneOf(201, 202));
        return awaitDecision(response.path("id"));
    }

    static JsonPath awaitDecision(String signup) {
        return eventually()
                .until(
                        () -> given().baseUri(Stand.url())
                                .get("/api/v1/signups/" + signup)
                                .jsonPath(),
                        view -> "DECIDED".equals(view.getString("status")));
    }

    static List<String> decisionsOf(String accountId) {
        return as("admin")
                .queryParam("accountId", accountId)
                .get("/api/v1/decisions")
                .jsonPath()
                .getList("items.id");
    }

    static void send(List<Map<String, Object>> events) {
        withKey().body(Map.of("batch", events)).post("/v1/batch").then().statusCode(200);
    }

    static Map<String, Object> track(String userId, String event, Map<String, Object> properties) {
        Map<String, Object> track = new HashMap<>();
        track.put("type", "track");
        track.put("messageId", UUID.randomUUID().toString());
        track.put("userId", userId);
        track.put("event", event);
        track.put("properties", properties);
        return track;
    }

    static Map<String, Object> identify(String userId, String email) {
        return Map.of(
                "type",
                "identify",
                "messageId",
                UUID.randomUUID().toString(),
                "userId",
                userId,
                "traits",
                Map.of("email", email));
    }

    /** The account as analysts see it. */
    static JsonPath account(String accountId) {
        return as("admin").get("/api/v1/accounts/" + accountId).jsonPath();
    }

    /** The id of the account of a domain, once it is listed. */
    static String accountOf(String domain) {
        return eventually()
                .until(
                        () -> as("admin")
                                .queryParam("domain", domain)
                                .get("/api/v1/accounts")
                                .jsonPath()
                                .getString("items[0].id"),
                        id -> id != null);
    }

    static JsonPath awaitEvents(String accountId, long events) {
        return eventually().until(() -> account(accountId), account -> {
            Object counted = account.get("usage.events");
            return counted != null && ((Number) counted).longValue() >= events;
        });
    }
}

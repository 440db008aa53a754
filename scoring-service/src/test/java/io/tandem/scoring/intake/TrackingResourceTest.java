package io.tandem.scoring.intake;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.scoring.TestSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class TrackingResourceTest {
    private static TestSource source;

    private final String user = "u-" + UUID.randomUUID();

    @BeforeEach
    void announceSource() {
        if (source == null) {
            source = TestSource.announced();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    track    | t | "event":"Signed In"       | track
                    identify | i | "traits":{"plan":"free"}  | identify
                    group    | g | "groupId":"acme"          | group
                    page     | p | "name":"Pricing"          | page
                    screen   | s | "name":"Home"             | screen
                    alias    | a | "previousId":"before"     | alias
                    """)
    void storesEachKindOfCallInBothForms(String path, String shortPath, String members, String type) {
        String body = "{\"userId\":\"%s\",%s}".formatted(user, members);

        accepted(post(path, body), 1);
        accepted(post(shortPath, body), 1);

        assertEquals(
                List.of(type, type), stored(2).stream().map(TrackedEvent::type).toList());
    }

    @ParameterizedTest
    @CsvSource({"batch", "b", "import"})
    void storesABatch(String path) {
        String body = batch(event("m-1"), event("m-2"));

        accepted(post(path, body), 2);

        assertEquals(2, stored(2).size());
    }

    @Test
    void keepsAllFourTimesAndCorrectsTheSendersClock() {
        Instant before = Instant.now();
        accepted(
                post(
                        "batch",
                        "{\"sentAt\":\"2036-01-01T00:00:10Z\",\"batch\":[{\"type\":\"track\",\"event\":\"Signed In\","
                                + "\"userId\":\"%s\",\"timestamp\":\"2036-01-01T00:00:00Z\"}]}".formatted(user)),
                1);

        TrackedEvent event = stored(1).get(0);
        assertEquals(Instant.parse("2036-01-01T00:00:00Z"), event.originalTimestamp());
        assertEquals(Instant.parse("2036-01-01T00:00:10Z"), event.sentAt());
        assertEquals(event.receivedAt().minusSeconds(10), event.timestamp());
        assertFalse(event.receivedAt().isBefore(before));
    }

    @Test
    void takesTheTimeOfReceiptWhenTheTimesMakeNoSense() {
        accepted(
                post(
                        "track",
                        "{\"userId\":\"%s\",\"event\":\"e\",\"timestamp\":\"soon\",\"sentAt\":\"later\"}"
                                .formatted(user)),
                1);

        TrackedEvent event = stored(1).get(0);
        assertEquals(event.receivedAt(), event.timestamp());
        assertNull(event.originalTimestamp());
        assertNull(event.sentAt());
    }

    @Test
    void mergesTheContextOfABatchIntoItsEvents() {
        String own = "{\"type\":\"page\",\"userId\":\"%s\",\"context\":{\"ip\":\"10.0.0.1\"}}".formatted(user);
        accepted(
                post(
                        "batch",
                        "{\"batch\":[%s],\"integrations\":{\"All\":true},\"context\":{\"ip\":\"10.0.0.2\",\"app\":\"web\"}}"
                                .formatted(own)),
                1);

        assertEquals(Map.of("ip", "10.0.0.1", "app", "web"), stored(1).get(0).context());
    }

    @Test
    void repeatsOfAnEventHaveOneEventId() {
        String body = batch(event(" m-1 "));
        accepted(post("batch", body), 1);
        accepted(post("batch", body), 1);

        var sent = TestTopics.await(Topics.TRACKED_EVENTS, TrackedEvent.class, 2, event -> user.equals(event.userId()));
        assertEquals(sent.get(0).eventId(), sent.get(1).eventId());
        assertEquals("m-1", sent.get(0).event().messageId());
        assertEquals("scoring-service", sent.get(0).headers().get("ce_source"));
        assertEquals(source.id() + ":" + user, sent.get(0).headers().get("ce_subject"));
    }

    @Test
    void givesAnIdToAnEventWithoutOne() {
        accepted(post("batch", batch(event(" "), event(""))), 2);

        List<String> ids = stored(2).stream().map(TrackedEvent::messageId).toList();
        assertEquals(2, ids.stream().map(UUID::fromString).distinct().count());
    }

    @Test
    void takesNumbersAsIds() {
        accepted(post("identify", "{\"userId\":%d}".formatted(4_711)), 1);
    }

    @Test
    void readsTextPlainAndGzip() {
        accepted(
                authorized()
                        .contentType("text/plain")
                        .body(single())
                        .post("/v1/t")
                        .then(),
                1);
        accepted(
                authorized()
                        .header("Content-Encoding", "gzip")
                        .contentType("application/json")
                        .body(Gzip.of(batch(event("m-1"))))
                        .post("/v1/batch")
                        .then(),
                1);
        assertEquals(2, stored(2).size());
    }

    @Test
    void takesTheKeyFromHeaderOrBody() {
        String withKey = "{\"writeKey\":\"%s\",\"userId\":\"%s\",\"event\":\"e\"}".formatted(source.writeKey(), user);
        accepted(given().body(withKey).post("/v1/track").then(), 1);
        accepted(authorized().body(withKey).post("/v1/track").then(), 1);
        accepted(
                given().header("Authorization", "Bearer " + source.writeKey())
                        .body(withKey)
                        .post("/v1/track")
                        .then(),
                1);
    }

    @Test
    void refusesMissingUnknownAndDisagreeingKeys() {
        String otherKey = "{\"writeKey\":\"tk_other\",\"userId\":\"u\",\"event\":\"e\"}";
        problem(given().body(single()).post("/v1/track").then(), 401);
        problem(given().body(otherKey).post("/v1/track").then(), 401);
        problem(authorized().body(otherKey).post("/v1/track").then(), 401);
        problem(
                given().header("Authorization", "Basic ???")
                        .body(single())
                        .post("/v1/track")
                        .then(),
                401);
        problem(given().get("/v1/projects/tk_other/settings").then(), 401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"type":"track","event":"e"}                                             | userId or anonymousId
                    {"type":"track","userId":"u"}                                            | event is missing
                    {"type":"group","userId":"u"}                                            | groupId is missing
                    {"type":"alias","userId":"u"}                                            | previousId is missing
                    {"userId":"u","event":"e"}                                               | type is missing
                    {"type":"batch","userId":"u"}                                            | type is not
                    {"type":"page","userId":{"a":1}}                                         | userId must be a string
                    {"type":"page","userId":"u","properties":[]}                             | properties must be
                    {"type":"page","userId":"u\\u0000"}                                      | NUL
                    {"type":"page","userId":"u","properties":{"a":["\\ud800"]}}              | surrogate
                    {"type":"page","userId":"u","properties":{"a\\u0000":1}}                 | NUL
                    {"type":"page","userId":"u","properties":{"a":1e999}}                    | too large
                    "text"                                                                   | must be a JSON object
                    null                                                                     | must be a JSON object
                    """)
    void rejectsOneBadEventAndStoresItsSiblings(String bad, String reason) {
        post("batch", batch(event("m-1"), bad, event("m-2")))
                .statusCode(200)
                .body("success", equalTo(true))
                .body("accepted", equalTo(2))
                .body("rejected.index", contains(1))
                .body("rejected[0].reason", containsString(reason));
        assertEquals(2, stored(2).size());
    }

    @Test
    void refusesASingleCallThatIsNotWhole() {
        problem(post("track", "{\"event\":\"e\"}"), 400).body("detail", startsWith("userId or anonymousId"));
        problem(post("track", "{\"userId\":\"u\"}"), 400);
        problem(post("group", "{\"userId\":\"u\"}"), 400);
        problem(post("alias", "{\"userId\":\"u\"}"), 400);
        problem(post("page", "{\"userId\":\"u\\u0000\"}"), 400);
        problem(post("page", "{\"userId\":\"u\",\"properties\":{\"a\":\"\\ud800\"}}"), 400);
    }

    @Test
    void refusesWhatIsNotJson() {
        problem(post("batch", "{\"batch\":[{\"type\":\"track\""), 400);
        problem(post("batch", "[]"), 400);
        problem(post("batch", "{}"), 400);
        problem(post("batch", "{\"batch\":{}}"), 400);
        problem(post("batch", "{\"batch\":[]} {}"), 400);
        problem(post("batch", ""), 400);
        problem(
                authorized()
                        .header("Content-Encoding", "gzip")
                        .body("{}")
                        .post("/v1/batch")
                        .then(),
                400);
        problem(
                authorized()
                        .header("Content-Encoding", "br")
                        .body("{}")
                        .post("/v1/batch")
                        .then(),
                415);
    }

    @Test
    void takesAnEmptyBatch() {
        post("batch", "{\"batch\":[]}")
                .statusCode(200)
                .body("accepted", equalTo(0))
                .body("rejected", hasSize(0));
    }

    @Test
    void takesTheMetricsOfBrowsersWithoutAKey() {
        given().contentType("text/plain")
                .body("{\"series\":[{\"type\":\"Counter\"}]}")
                .post("/v1/m")
                .then()
                .statusCode(200);
    }

    @Test
    void knowsNoOtherCalls() {
        problem(post("delete", single()), 404);
    }

    @Test
    void answersPreflights() {
        given().header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,x-retry-count")
                .options("/v1/t")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", "authorization, content-type, x-retry-count, anonymousid")
                .header("Access-Control-Max-Age", "900")
                .header("Access-Control-Allow-Credentials", equalTo(null));
    }

    @Test
    void letsBrowsersReadEveryAnswer() {
        for (ValidatableResponse answer : List.of(
                post("t", single()),
                post("t", "nonsense"),
                given().body(single()).post("/v1/t").then())) {
            answer.header("Access-Control-Allow-Origin", "*").header("Access-Control-Expose-Headers", "Retry-After");
        }
    }

    @Test
    void tellsBrowsersWhereToSend() {
        given().header("X-Forwarded-Host", "track.example:8443")
                .header("X-Forwarded-Proto", "https")
                .get("/v1/projects/{key}/settings", source.writeKey())
                .then()
                .statusCode(200)
                .body("integrations.'Segment.io'.apiKey", equalTo(source.writeKey()))
                .body("integrations.'Segment.io'.apiHost", equalTo("track.example:8443/v1"))
                .body("integrations.'Segment.io'.protocol", equalTo("https"))
                .body("integrations.size()", equalTo(1));
    }

    private String single() {
        return "{\"userId\":\"%s\",\"event\":\"Signed In\"}".formatted(user);
    }

    private String event(String messageId) {
        return "{\"type\":\"track\",\"event\":\"Signed In\",\"userId\":\"%s\",\"messageId\":\"%s\"}"
                .formatted(user, messageId);
    }

    private static String batch(String... events) {
        return Stream.of(events).collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }

    private static RequestSpecification authorized() {
        return given().auth().preemptive().basic(source.writeKey(), "");
    }

    private static ValidatableResponse post(String call, String body) {
        return authorized()
                .contentType("application/json")
                .body(body)
                .post("/v1/" + call)
                .then();
    }

    private static void accepted(ValidatableResponse answer, int events) {
        answer.statusCode(200)
                .body("success", equalTo(true))
                .body("accepted", equalTo(events))
                .body("rejected", empty());
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status).contentType("application/problem+json").body("status", equalTo(status));
    }

    private List<TrackedEvent> stored(int count) {
        return TestTopics.await(Topics.TRACKED_EVENTS, TrackedEvent.class, count, event -> user.equals(event.userId()))
                .stream()
                .map(TestTopics.Sent::event)
                .toList();
    }
}

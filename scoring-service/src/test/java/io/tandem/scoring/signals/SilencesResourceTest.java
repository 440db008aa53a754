package io.tandem.scoring.signals;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.SignalDetected;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.score.SignalGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SilencesResourceTest {
    private static final String PATH = "/api/v1/signals/silences";

    private final String name = "v" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID account = AccountId.ofDomain(name + ".com");
    private String everywhere;

    @Inject
    UsageGate usage;

    @Inject
    SignalGate signals;

    @AfterEach
    void leaveNothingSilencedEverywhere() {
        if (everywhere != null) {
            as(Roles.ADMIN).delete(PATH + "/" + everywhere).then().statusCode(204);
        }
    }

    @Test
    void whatIsSilencedIsRecordedAndNotPublished() {
        know();
        silence(Map.of("accountId", account, "signal", "upgrade-blocked", "reason", "they know"))
                .statusCode(201)
                .body("id", notNullValue())
                .body("createdBy", notNullValue())
                .body("until", nullValue());

        limit();

        list("SILENCED")
                .body("items.name", contains("upgrade-blocked"))
                .body("items[0].firedEvidence.limit", is("seats"));
        list(null).body("items.name", not(hasItem("upgrade-blocked")));
        TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                scored -> scored.accountId().equals(account) && scored.usage().events() == 1);
        assertEquals(0, told());
    }

    @Test
    void whatIsLiftedIsToldIfItStillHolds() {
        know();
        String id = silence(Map.of("accountId", account, "signal", "upgrade-blocked", "reason", "they know"))
                .statusCode(201)
                .extract()
                .path("id");
        limit();

        as(Roles.ADMIN).delete(PATH + "/" + id).then().statusCode(204);
        as(Roles.ADMIN).delete(PATH + "/" + id).then().statusCode(204);
        signals.lookAtWhatIsDue(Instant.now());

        TestTopics.await(
                Topics.SCORES, SignalDetected.class, one -> one.accountId().equals(account));
        as(Roles.ANALYST)
                .queryParam("accountId", account)
                .get(PATH)
                .then()
                .statusCode(200)
                .body("items.liftedBy", contains(notNullValue()))
                .body("items.reason", contains("they know"));
        as(Roles.ANALYST)
                .queryParam("accountId", account)
                .queryParam("active", true)
                .get(PATH)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void whatIsInForceIsTakenBackAndComesBackAfterTheTime() {
        know();
        limit();
        Instant until = Instant.now().plusSeconds(3_600);
        silence(Map.of("accountId", account, "signal", "upgrade-blocked", "until", until, "reason", "for an hour"))
                .statusCode(201)
                .body("until", is(until.truncatedTo(ChronoUnit.MICROS).toString()));

        signals.lookAtWhatIsDue(Instant.now());

        TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                scored -> scored.accountId().equals(account)
                        && scored.usage().events() == 1
                        && scored.signals().isEmpty());
        signals.lookAtWhatIsDue(until.plusSeconds(1));
        list(null).body("items.name", contains("upgrade-blocked"));
        assertEquals(1, told());
    }

    @Test
    void aSignalCanBeSilencedEverywhere() {
        everywhere = silence(Map.of("signal", "paid-feature-tried", "reason", "too many of them"))
                .statusCode(201)
                .body("accountId", nullValue())
                .extract()
                .path("id");
        know();
        usage.count(
                List.of(TestCall.track("Paid Feature Tried").user("ana" + name).made()));

        list("SILENCED").body("items.name", contains("paid-feature-tried"));
        list("ALL").body("items.state", containsInAnyOrder("SILENCED"));
    }

    @Test
    void refusesWhatIsWrongAllAtOnce() {
        silence(Map.of(
                        "accountId",
                        UUID.randomUUID(),
                        "signal",
                        "no-such",
                        "until",
                        "2020-01-01T00:00:00Z",
                        "reason",
                        "x"))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", containsInAnyOrder("accountId", "signal", "until"));
        silence(Map.of()).statusCode(400).body("errors.field", containsInAnyOrder("signal", "reason"));
        silence(Map.of("signal", "usage-decline", "reason", "r".repeat(501)))
                .statusCode(400)
                .body("errors.field", contains("reason"));
    }

    @Test
    void refusesASecondOfTheSame() {
        know();
        Map<String, Object> request = Map.of("accountId", account, "signal", "champion", "reason", "they know");
        silence(request).statusCode(201);

        silence(request).statusCode(409).contentType("application/problem+json");
    }

    @Test
    void ofEqualRequestsAtTheSameMomentOneIsTaken() throws Exception {
        know();
        Map<String, Object> request = Map.of("accountId", account, "signal", "seats-grown", "reason", "they know");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> threads.submit(() -> {
                    start.await();
                    return silence(request).extract().statusCode();
                }))
                .toList();
        start.countDown();
        threads.shutdown();
        List<Integer> codes = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            codes.add(answer.get());
        }
        assertEquals(1, Collections.frequency(codes, 201), codes::toString);
        assertEquals(7, Collections.frequency(codes, 409), codes::toString);
    }

    @Test
    void aRepeatedRequestGetsItsFirstAnswerAgain() {
        know();
        Map<String, Object> request = Map.of("accountId", account, "signal", "churn-risk", "reason", "they know");
        String key = UUID.randomUUID().toString();
        String first = request(key)
                .body(request)
                .post(PATH)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        request(key).body(request).post(PATH).then().statusCode(201).body("id", is(first));
        request(key)
                .body(Map.of("accountId", account, "signal", "champion", "reason", "other"))
                .post(PATH)
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"x\"", "{\"signal\":{}}", "{\"signal\":\"champion\",\"until\":\"soon\"}"})
    void refusesWhatCannotBeRead(String body) {
        as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"" + "r".repeat(2_000_000) + "\"}")
                .post(PATH)
                .then()
                .statusCode(413);
    }

    @Test
    void onlyAdminsSilence() {
        Map<String, Object> request = Map.of("signal", "champion", "reason", "no");
        given().contentType(ContentType.JSON).body(request).post(PATH).then().statusCode(401);
        for (String role : List.of(Roles.AE, Roles.ANALYST)) {
            as(role).contentType(ContentType.JSON)
                    .body(request)
                    .post(PATH)
                    .then()
                    .statusCode(403);
            as(role).delete(PATH + "/" + UUID.randomUUID()).then().statusCode(403);
        }
        as(Roles.ADMIN).delete(PATH + "/" + UUID.randomUUID()).then().statusCode(404);
        as(Roles.AE).queryParam("cursor", "Zm9v").get(PATH).then().statusCode(400);
        as(Roles.AE).queryParam("active", "maybe").get(PATH).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=OVER", "from=yesterday", "to=2026-13-01T00:00:00Z"})
    void refusesBadFiltersOfEpisodes(String query) {
        as(Roles.AE).get("/api/v1/signals?" + query).then().statusCode(400);
    }

    @Test
    void findsEpisodesByTime() {
        know();
        limit();
        as(Roles.AE)
                .queryParam("accountId", account)
                .queryParam("from", Instant.now().plusSeconds(60).toString())
                .get("/api/v1/signals")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        as(Roles.AE)
                .queryParam("accountId", account)
                .queryParam("to", Instant.now().plusSeconds(60).toString())
                .get("/api/v1/signals")
                .then()
                .body("items.name", contains("upgrade-blocked"));
    }

    private void know() {
        usage.count(List.of(TestCall.identify("ana" + name, Map.of("email", "ana@" + name + ".com"))
                .made()));
    }

    private void limit() {
        usage.count(List.of(TestCall.track("Plan Limit Reached")
                .user("ana" + name)
                .with(Map.of("limit", "seats"))
                .made()));
    }

    private int told() {
        return TestTopics.present(Topics.SCORES, SignalDetected.class, one -> one.accountId()
                        .equals(account))
                .size();
    }

    private ValidatableResponse list(String state) {
        RequestSpecification request = as(Roles.AE).queryParam("accountId", account);
        if (state != null) {
            request.queryParam("state", state);
        }
        return request.get("/api/v1/signals").then().statusCode(200);
    }

    private ValidatableResponse silence(Map<String, Object> request) {
        return as(Roles.ADMIN)
                .contentType(ContentType.JSON)
                .body(request)
                .post(PATH)
                .then();
    }

    private static RequestSpecification request(String key) {
        return as(Roles.ADMIN).contentType(ContentType.JSON).header("Idempotency-Key", key);
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role));
    }
}

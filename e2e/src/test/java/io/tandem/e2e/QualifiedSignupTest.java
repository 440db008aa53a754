package io.tandem.e2e;

import static io.restassured.RestAssured.given;
import static io.tandem.e2e.Journey.answers;
import static io.tandem.e2e.Journey.as;
import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.freshDomain;
import static io.tandem.e2e.Journey.signUp;
import static io.tandem.e2e.Journey.signUpAndAwaitDecision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No good visitor is lost, asked twice or met by the wrong person. */
class QualifiedSignupTest {
    @Test
    void identicalSignupsAtOnceAreOneSignupAndOneDecision() throws InterruptedException {
        Map<String, Object> form = answers("ana@" + freshDomain("same"), "51-200");

        Set<String> signups = idsOf(300, i -> form);

        assertThat(signups).hasSize(1);
        JsonPath decided = awaitDecision(signups.iterator().next());
        List<String> decisions = as("admin")
                .queryParam("accountId", decided.getString("accountId"))
                .get("/api/v1/decisions")
                .jsonPath()
                .getList("items.id");
        assertThat(decisions).containsExactly(decided.getString("decision.id"));
    }

    @Test
    void burstLosesNobodyAndDecidesAll() throws InterruptedException {
        Set<String> signups =
                idsOf(1_000, i -> answers("ana@" + freshDomain("burst"), i % 2 == 0 ? "1-10" : "201-1000"));

        assertThat(signups).hasSize(1_000);
        signups.forEach(QualifiedSignupTest::awaitDecision);
    }

    @Test
    void visitorIsLetInWhileRoutingIsAwayAndTheDecisionFollows() {
        Stand.stop("routing-service");
        Response answer;
        try {
            answer = signUp(answers("ana@" + freshDomain("away"), "201-1000"));
        } finally {
            Stand.start("routing-service");
        }

        answer.then()
                .statusCode(202)
                .body("status", equalTo("PENDING"))
                .body("nextStep.kind", equalTo("START_PRODUCT"));
        assertThat(awaitDecision(answer.path("id")).getString("decision.motion"))
                .isEqualTo("SALES_LED");
        Stand.awaitHealthy();
    }

    @Test
    void contactOfTheCommunityIsNotLedWithSales() {
        String key = as("admin")
                .body(Map.of("name", "Community", "kind", "COMMUNITY"))
                .post("/api/v1/sources")
                .path("writeKey");
        Map<String, Object> form = answers("ana@" + freshDomain("community"), "5001+");
        form.put("writeKey", key);
        String id = given().baseUri(Stand.url())
                .contentType(ContentType.JSON)
                .body(form)
                .post("/api/v1/signups")
                .then()
                .statusCode(oneOf(201, 202))
                .extract()
                .path("id");

        JsonPath decided = awaitDecision(id);

        assertThat(decided.getString("decision.motion")).isEqualTo("NURTURE");
        assertThat(decided.getString("decision.owner")).isNull();
    }

    @Test
    void accountsThatAnAdminJoinedCountAsOneUntilTheyAreSeparated() {
        String brand = freshDomain("brand");
        String holding = freshDomain("holding");
        String brandAccount =
                signUpAndAwaitDecision(answers("ana@" + brand, "1-10")).getString("accountId");
        String holdingAccount =
                signUpAndAwaitDecision(answers("ben@" + holding, "1-10")).getString("accountId");

        String merge = as("admin")
                .body(Map.of("domain", brand, "intoDomain", holding, "reason", "One company"))
                .post("/api/v1/account-merges")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        eventually()
                .until(() -> holdingAccount.equals(Journey.account(brandAccount).getString("mergedInto")));
        assertThat(peopleOf(holdingAccount)).containsExactlyInAnyOrder("ana@" + brand, "ben@" + holding);

        as("admin").delete("/api/v1/account-merges/" + merge).then().statusCode(oneOf(200, 204));
        eventually().until(() -> Journey.account(brandAccount).get("mergedInto") == null);
        assertThat(peopleOf(holdingAccount)).containsExactly("ben@" + holding);
        assertThat(peopleOf(brandAccount)).containsExactly("ana@" + brand);
    }

    @Test
    void personIsForgottenByEveryService() {
        String email = "ana@" + freshDomain("forget");
        String account = signUpAndAwaitDecision(answers(email, "201-1000")).getString("accountId");

        String request = as("admin")
                .body(Map.of("kind", "ERASE", "email", email, "reason", "Asked by mail"))
                .post("/api/v1/privacy-requests")
                .then()
                .statusCode(oneOf(201, 202))
                .extract()
                .path("id");

        eventually().until(() -> "COMPLETE"
                .equals(as("admin").get("/api/v1/privacy-requests/" + request).path("status")));
        for (String path : List.of("/api/v1/accounts/" + account, "/api/v1/relationships/" + account)) {
            assertThat(as("admin").get(path).asString()).doesNotContain(email);
        }
    }

    private static List<String> peopleOf(String account) {
        return Journey.account(account).getList("people.email");
    }

    private static JsonPath awaitDecision(String signup) {
        return eventually()
                .until(
                        () -> given().baseUri(Stand.url())
                                .get("/api/v1/signups/" + signup)
                                .jsonPath(),
                        view -> "DECIDED".equals(view.getString("status")));
    }

    /** Sends that many forms at once and returns the ids that were answered. */
    private static Set<String> idsOf(int count, IntFunction<Map<String, Object>> form) throws InterruptedException {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        Set<Integer> others = ConcurrentHashMap.newKeySet();
        ExecutorService visitors = Executors.newFixedThreadPool(100);
        IntStream.range(0, count)
                .forEach(i -> visitors.execute(() -> {
                    Response answer = signUp(form.apply(i));
                    if (Set.of(201, 202).contains(answer.statusCode())) {
                        ids.add(answer.path("id"));
                    } else {
                        others.add(answer.statusCode());
                    }
                }));
        visitors.shutdown();
        assertThat(visitors.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        assertThat(others).isEmpty();
        return ids;
    }
}

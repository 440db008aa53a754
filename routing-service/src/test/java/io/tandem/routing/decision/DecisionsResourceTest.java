package io.tandem.routing.decision;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.awaitRoute;
import static io.tandem.routing.RoutingApi.decision;
import static io.tandem.routing.RoutingApi.dismissReps;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.RouteDecided;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.Scored;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class DecisionsResourceTest {
    @Inject
    StatelessSession session;

    @Test
    void readsAsPlainWords() {
        dismissReps();
        addRep("Maya", 1, 1000, "SALES_LED");
        Scored bank = Scored.newAccount(CompanySize.UP_TO_5000);
        TestTopics.send(Topics.SCORES, bank.signup());

        String words = decision(awaitRoute(bank.accountId()).decisionId()).getString("inWords");

        assertTrue(words.startsWith("Acme " + bank.domain() + " is led by sales: "), words);
        assertTrue(words.contains("hand-raiser (the person did not ask to talk to sales)"), words);
        assertTrue(words.contains("Maya gets it: Maya has the largest shortfall in pool SALES_LED: Maya "), words);
    }

    @Test
    void listsByAnyCombinationOfFilters() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        TestTopics.send(Topics.SCORES, account.signup());
        RouteDecided route = awaitRoute(account.accountId());
        Map<String, Object> all = Map.of(
                "accountId", account.accountId(),
                "signupId", route.signupId(),
                "rule", "self-serve",
                "motion", "SELF_SERVE",
                "policyVersion", route.policyVersion(),
                "from", route.decidedAt().minusSeconds(1).toString(),
                "to", route.decidedAt().plusSeconds(1).toString());

        assertEquals(1, list(all).getList("items").size());
        Map.<String, Object>of(
                        "rule", "enterprise",
                        "motion", "SALES_LED",
                        "policyVersion", "no such version",
                        "from", Instant.now().plusSeconds(3600).toString(),
                        "to", route.decidedAt().minusSeconds(1).toString())
                .forEach((filter, other) -> assertEquals(
                        0,
                        as("analyst")
                                .queryParam("accountId", account.accountId())
                                .queryParam(filter, other)
                                .get("/api/v1/decisions")
                                .jsonPath()
                                .getList("items")
                                .size(),
                        filter));
    }

    @Test
    void listsEveryDecisionOnceOverPagesOfOneRule() {
        for (int i = 0; i < 3; i++) {
            Scored account = Scored.newAccount(CompanySize.UP_TO_10);
            TestTopics.send(Topics.SCORES, account.handRaiser());
            awaitRoute(account.accountId());
        }
        JsonPath first = list(Map.of("rule", "hand-raiser", "limit", 2));
        JsonPath second = list(Map.of("rule", "hand-raiser", "limit", 2, "cursor", first.getString("nextCursor")));

        assertEquals(2, first.getList("items").size());
        assertFalse(second.getList("items.id").isEmpty());
        assertFalse(
                second.getList("items.id").contains(first.getList("items.id").get(1)));
    }

    @Test
    void saysWhatWouldHaveMadeItAnotherMotion() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        TestTopics.send(Topics.SCORES, account.signup());
        UUID id = awaitRoute(account.accountId()).decisionId();

        as("analyst")
                .queryParam("motion", "SALES_LED")
                .get("/api/v1/decisions/" + id + "/why-not")
                .then()
                .statusCode(200)
                .body("decided", is("SELF_SERVE"))
                .body("flips[0].changes[0].at", is("/signup/companySize"))
                .body("flips[0].changes[0].from", is("1-10"))
                .body(
                        "inWords",
                        is("It would have been led by sales, by rule enterprise, if the company had 201-1000 people."));
        for (String motion : new String[] {null, "SIDEWAYS"}) {
            var request = motion == null ? as("analyst") : as("analyst").queryParam("motion", motion);
            request.get("/api/v1/decisions/" + id + "/why-not")
                    .then()
                    .statusCode(400)
                    .body("errors.field", hasItem("motion"));
        }
        as("analyst")
                .queryParam("motion", "SALES_LED")
                .get("/api/v1/decisions/" + UUID.randomUUID() + "/why-not")
                .then()
                .statusCode(404);
    }

    @Test
    void replayOfWhatAnEarlierReleaseDecidedSaysWhetherOnlyTheWordsDiffer() {
        Scored account = Scored.newAccount(CompanySize.UP_TO_10);
        TestTopics.send(Topics.SCORES, account.signup());
        UUID id = awaitRoute(account.accountId()).decisionId();
        replay(id).body("identical", is(true)).body("wordingOnly", is(false));

        rewrite(id, "{1,5}", "\"nobody, as it was said before\"");
        rewrite(id, "{1,12,0,3}", "\"for a reason\"");

        replay(id)
                .body("identical", is(false))
                .body("wordingOnly", is(true))
                .body("differences.at", contains("/ownerBecause", "/trace/0/because"))
                .body("differences[0].replayed", is("nobody: self-serve"));
        rewrite(id, "{1,9}", "17");
        replay(id)
                .body("wordingOnly", is(false))
                .body("differences.find { it.at == '/slaMinutes' }.wording", is(false));
    }

    private static ValidatableResponse replay(UUID id) {
        return as("analyst").post("/api/v1/decisions/" + id + "/replay").then().statusCode(200);
    }

    /** @param path by the places of the components */
    private void rewrite(UUID id, String path, String value) {
        QuarkusTransaction.requiringNew().run(() -> session.createNativeMutationQuery("""
                        UPDATE decision
                        SET content = convert_to(CAST(jsonb_set(
                            CAST(convert_from(content, 'UTF8') AS jsonb), CAST(:path AS text[]), CAST(:value AS jsonb))
                            AS text), 'UTF8')
                        WHERE id = :id
                        """)
                .setParameter("path", path)
                .setParameter("value", value)
                .setParameter("id", id)
                .executeUpdate());
    }

    @Test
    void refusesFiltersThatAreNoValues() {
        Map.of("from", "yesterday", "to", "2026-13-01T00:00:00Z", "motion", "SIDEWAYS", "accountId", "7")
                .forEach((filter, value) -> as("analyst")
                        .queryParam(filter, value)
                        .get("/api/v1/decisions")
                        .then()
                        .statusCode(400)
                        .contentType(containsString("problem+json"))
                        .body("errors.field", hasItem(filter)));
    }

    private static JsonPath list(Map<String, Object> query) {
        return as("analyst")
                .queryParams(query)
                .get("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}

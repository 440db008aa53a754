package io.tandem.routing.simulation;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.awaitRoute;
import static io.tandem.routing.RoutingApi.decisions;
import static io.tandem.routing.RoutingApi.dismissReps;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.path.json.JsonPath;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.TestTopics;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import io.tandem.routing.storage.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** What was decided on four accounts, and another policy to be tried on it. */
abstract class TriedHistory {
    @Inject
    Database database;

    @Inject
    SimulationRun run;

    @Inject
    SimulationRepository simulations;

    final List<Scored> accounts = new ArrayList<>();
    NewRep maya;
    NewRep ben;
    Instant from;

    /** Two small accounts, one in the middle and one large, decided by the shipped policy. */
    @BeforeEach
    void decideOnFourAccounts() {
        dismissReps();
        maya = addRep("Maya", 1, 1000, "SALES_ASSIST", "SALES_LED");
        ben = addRep("Ben", 1, 1000, "SALES_ASSIST", "SALES_LED");
        from = Instant.now();
        for (CompanySize size :
                List.of(CompanySize.UP_TO_10, CompanySize.UP_TO_10, CompanySize.UP_TO_200, CompanySize.UP_TO_5000)) {
            Scored account = Scored.newAccount(size);
            TestTopics.send(Topics.SCORES, account.signup());
            awaitRoute(account.accountId());
            accounts.add(account);
        }
    }

    /** On the four accounts: others may be decided on at the same time. */
    Map<String, Object> tried(Map<String, Object> policy) {
        Map<String, Object> request = new HashMap<>();
        request.put("policy", policy);
        request.put("from", from.toString());
        request.put(
                "segment",
                accounts.stream()
                        .map(account -> "'" + account.domain() + "'")
                        .collect(Collectors.joining(", ", "account.domain in [", "]")));
        return request;
    }

    JsonPath begin(Map<String, Object> request) {
        return as("admin")
                .body(request)
                .post("/api/v1/simulations")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(202)
                .header("Location", containsString("/api/v1/simulations/"))
                .extract()
                .jsonPath();
    }

    JsonPath completed(Map<String, Object> request) {
        JsonPath ended = ended(UUID.fromString(begin(request).getString("id")));
        assertEquals("COMPLETED", ended.getString("status"), ended.prettify());
        return ended;
    }

    JsonPath ended(UUID id) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> as("analyst").get("/api/v1/simulations/" + id).jsonPath(),
                        view -> !List.of("QUEUED", "RUNNING").contains(view.getString("status")));
    }

    String decisionVersion() {
        return (String) decisions(accounts.get(0).accountId()).get(0).get("policyVersion");
    }

    /** The shipped policy with one rule for everybody. */
    Map<String, Object> everybodyMeetsSales() {
        return everybodyMeetsSales(Map.of());
    }

    Map<String, Object> everybodyMeetsSales(Map<String, Object> then) {
        Map<String, Object> outcome = new HashMap<>(Map.of(
                "motion", "SALES_LED", "slaMinutes", 60, "reason", "Everybody meets sales", "whateverItCosts", true));
        outcome.putAll(then);
        Map<String, Object> policy = new HashMap<>(as("analyst")
                .get("/api/v1/policies/" + decisionVersion())
                .jsonPath()
                .getMap("definition"));
        policy.put(
                "rules",
                List.of(Map.of(
                        "name", "everybody", "description", "Everybody meets sales", "when", "true", "then", outcome)));
        return policy;
    }
}

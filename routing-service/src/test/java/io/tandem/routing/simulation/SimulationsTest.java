package io.tandem.routing.simulation;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.awaitRoute;
import static io.tandem.routing.RoutingApi.decisions;
import static io.tandem.routing.RoutingApi.dismissReps;
import static io.tandem.routing.RoutingApi.eventually;
import static io.tandem.routing.RoutingApi.handoffs;
import static io.tandem.routing.RoutingApi.patchRep;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SimulationsTest {
    @Inject
    Database database;

    @Inject
    SimulationRun run;

    @Inject
    SimulationRepository simulations;

    private final List<Scored> accounts = new ArrayList<>();
    private NewRep maya;
    private NewRep ben;
    private Instant from;

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

    @Test
    void showsWhatADraftWouldHaveMadeOfTheHistory() {
        JsonPath done = completed(tried(everybodyMeetsSales()));

        assertEquals(4, done.getInt("result.decisions"));
        assertEquals(3, done.getInt("result.moved"));
        assertEquals(3, done.getInt("result.accountsMoved"));
        assertEquals(2, transition(done, "SELF_SERVE", "SALES_LED"));
        assertEquals(1, transition(done, "SALES_ASSIST", "SALES_LED"));
        assertEquals(1, transition(done, "SALES_LED", "SALES_LED"));
        assertEquals(4, done.getInt("result.rules.find { it.rule == 'everybody' }.after"));
        assertEquals(List.of(2, 2), done.getList("result.owners.after"));
        assertTrue(done.getInt("done") >= 4, "those outside the segment are looked at, too");
        assertEquals(done.getInt("total"), done.getInt("done"));
    }

    @Test
    void holdsTheWorkAgainstWhatThePoolCanTakeInItsWorkingHours() {
        String pool = newPool(Map.of(
                "zone", "Europe/Berlin", "week", Map.of("MONDAY", List.of(Map.of("from", "09:00", "to", "10:00")))));
        join(pool, maya);
        JsonPath done = completed(tried(everybodyMeetsSales(Map.of("pool", pool, "slaMinutes", 240))));

        JsonPath forecast = done.setRootPath("result.pools.find { it.pool == '" + pool + "' }");
        assertEquals(4.0f, forecast.getFloat("handoffsPerWeek"));
        assertEquals(240.0f, forecast.getFloat("slaMinutes"));
        assertEquals(16.0f, forecast.getFloat("waitingWithinSla"), "four weeks of an hour each wait at once");
        assertEquals(1000, forecast.getInt("capacity"));
        assertTrue(forecast.getBoolean("withinSla"));

        patchRep(maya.id(), Map.of("capacity", 15));
        done = completed(tried(everybodyMeetsSales(Map.of("pool", pool, "slaMinutes", 240))));
        assertEquals(false, done.getBoolean("result.pools.find { it.pool == '" + pool + "' }.withinSla"));
    }

    @Test
    void tellsHandoffsThatGoToAnotherPoolAndWhomTheyAreGivenTo() {
        String retired = newPool(null);
        String pool = newPool(null);
        join(pool, maya);
        join(pool, ben);
        as("admin")
                .body(Map.of("successor", pool))
                .post("/api/v1/pools/" + retired + "/retirement")
                .then()
                .statusCode(200);
        patchRep(ben.id(), Map.of("languages", List.of("fr")));
        JsonPath done =
                completed(tried(everybodyMeetsSales(Map.of("pool", retired, "needs", Map.of("language", "fr")))));

        assertEquals(4, done.getInt("result.moved"));
        assertEquals(4, load(done, ben));
        assertEquals(0, load(done, maya), "nobody who does not speak it");
        as("analyst")
                .queryParams(Map.of("before", "SALES_LED", "after", "SALES_LED"))
                .get("/api/v1/simulations/" + done.getString("id") + "/moves")
                .then()
                .body("items.poolBefore", is(List.of("SALES_LED")))
                .body("items.poolAfter", is(List.of(pool)))
                .body("items.ownerAfter", is(List.of(ben.id().toString())));
    }

    @Test
    void givesNamedAccountsToTheirOwner() {
        Map<String, Object> policy = everybodyMeetsSales();
        policy.put(
                "namedAccounts",
                List.of(Map.of(
                        "name",
                        "strategic",
                        "domains",
                        accounts.stream().map(Scored::domain).toList(),
                        "owner",
                        ben.email())));
        JsonPath done = completed(tried(policy));

        assertEquals(4, load(done, ben));
        assertEquals(0, load(done, maya));
    }

    @Test
    void tellsTheAccountsThatMovePageByPage() {
        JsonPath done = completed(tried(everybodyMeetsSales()));
        String moves = "/api/v1/simulations/" + done.getString("id") + "/moves";
        JsonPath first = as("analyst").queryParam("limit", 2).get(moves).jsonPath();
        JsonPath second = as("analyst")
                .queryParams(Map.of("limit", 2, "cursor", first.getString("nextCursor")))
                .get(moves)
                .jsonPath();

        assertEquals(2, first.getList("items").size());
        assertEquals(1, second.getList("items").size());
        assertEquals(
                accounts.get(0).accountId().toString(),
                second.getString("items[0].accountId"),
                "the latest comes first");
        assertEquals("SELF_SERVE", second.getString("items[0].motionBefore"));
        assertEquals("self-serve", second.getString("items[0].ruleBefore"));
        assertEquals("everybody", second.getString("items[0].ruleAfter"));
        assertNotNull(second.getString("items[0].ownerAfter"));
        as("analyst")
                .queryParam("before", "SALES_ASSIST")
                .get(moves)
                .then()
                .body("items.accountId", is(List.of(accounts.get(2).accountId().toString())));
    }

    @Test
    void thePolicyInForceMovesNothing() {
        String inForce = decisionVersion();
        Map<String, Object> request = tried(null);
        request.remove("policy");
        request.put("policyVersion", inForce);
        JsonPath done = completed(request);

        assertEquals(4, done.getInt("result.decisions"));
        assertEquals(0, done.getInt("result.moved"));
        assertEquals(done.getList("result.rules.before"), done.getList("result.rules.after"), "the same rules decide");
    }

    @Test
    void looksOnlyAtTheSegmentAndTheSample() {
        Map<String, Object> request = tried(everybodyMeetsSales());
        request.put("segment", request.get("segment") + " && account.employees > 1000");
        JsonPath large = completed(request);
        assertEquals(1, large.getInt("result.decisions"));

        request = tried(everybodyMeetsSales());
        request.put("sample", 0.5);
        JsonPath sample = completed(request);
        long expected = accounts.stream()
                .filter(account -> account.accountId().getMostSignificantBits() >= 0)
                .count();
        assertEquals(expected, sample.getLong("result.decisions"));
    }

    @Test
    void touchesNothingThatIsLive() {
        Scored small = accounts.get(0);
        String pools = stateOfPools();
        var before = decisions(small.accountId());
        completed(tried(everybodyMeetsSales()));

        assertEquals(before, decisions(small.accountId()));
        assertEquals(List.of(), handoffs(small.accountId()));
        assertEquals(pools, stateOfPools());
    }

    @Test
    void readsWholeInputsWhereTheCompactFormIsMissing() {
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE decision SET facts = NULL WHERE account_id = ?",
                        accounts.get(3).accountId()));
        JsonPath done = completed(tried(everybodyMeetsSales()));

        assertEquals(4, done.getInt("result.decisions"));
        assertEquals(1, transition(done, "SALES_LED", "SALES_LED"));
    }

    @Test
    void goesOnWithWhatAnInstanceLeftBehind() {
        JsonPath done = completed(tried(everybodyMeetsSales()));
        UUID id = UUID.fromString(done.getString("id"));
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE simulation SET status = 'RUNNING', result = NULL, ended_at = NULL, claimed_until = ?"
                                + " WHERE id = ?",
                        Instant.now().minusSeconds(1),
                        id));

        JsonPath again = ended(id);
        assertEquals("COMPLETED", again.getString("status"));
        assertEquals(1, again.getInt("interruptions"));
        assertEquals(done.<Object>get("result"), again.get("result"));
        assertEquals(
                3,
                as("analyst")
                        .get("/api/v1/simulations/" + id + "/moves")
                        .jsonPath()
                        .getList("items")
                        .size());
    }

    @Test
    void givesUpWhatIsInterruptedAgainAndAgain() {
        UUID id = UUID.fromString(completed(tried(everybodyMeetsSales())).getString("id"));
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE simulation SET status = 'RUNNING', attempts = 3, claimed_until = ? WHERE id = ?",
                        Instant.now().minusSeconds(1),
                        id));

        eventually(() -> as("analyst")
                .get("/api/v1/simulations/" + id)
                .then()
                .body("status", is("FAILED"))
                .body("failure", containsString("interrupted")));
    }

    @Test
    void streamsItsProgressUntilItHasEnded() {
        String id = begin(tried(everybodyMeetsSales())).getString("id");
        String events = as("analyst")
                .accept("text/event-stream")
                .get("/api/v1/simulations/" + id + "/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertTrue(events.contains("\"status\":\"COMPLETED\""), events);
        assertTrue(events.trim().startsWith("data:"), events);
    }

    @Test
    void whatIsCancelledEnds() {
        UUID id = UUID.fromString(completed(tried(everybodyMeetsSales())).getString("id"));
        // As if an instance were at it.
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "UPDATE simulation SET status = 'RUNNING', result = NULL, ended_at = NULL, claimed_until = ?"
                                + " WHERE id = ?",
                        Instant.now().plusSeconds(3600),
                        id));

        as("admin")
                .post("/api/v1/simulations/" + id + "/cancellation")
                .then()
                .statusCode(200)
                .body("status", is("CANCELLED"));
        assertEquals("CANCELLED", ended(id).getString("status"));
        as("admin").post("/api/v1/simulations/" + id + "/cancellation").then().statusCode(409);
        as("admin")
                .post("/api/v1/simulations/" + UUID.randomUUID() + "/cancellation")
                .then()
                .statusCode(404);
    }

    @Test
    void whatIsCancelledWhileAnInstanceIsAtItLeavesNothingBehind() {
        UUID id = UUID.fromString(completed(tried(everybodyMeetsSales())).getString("id"));
        Simulation atWork = QuarkusTransaction.requiringNew().call(() -> {
            database.update(
                    "UPDATE simulation SET status = 'RUNNING', result = NULL, ended_at = NULL, claimed_until = ?"
                            + " WHERE id = ?",
                    Instant.now().plusSeconds(3600),
                    id);
            return simulations.find(id).orElseThrow();
        });
        List<Integer> cancellations = new ArrayList<>();

        run.carryOut(atWork, () -> {
            // Asked with each part of the history.
            cancellations.add(as("admin")
                    .post("/api/v1/simulations/" + id + "/cancellation")
                    .statusCode());
            return false;
        });

        assertEquals(200, cancellations.get(0));
        JsonPath after = as("analyst").get("/api/v1/simulations/" + id).jsonPath();
        assertEquals("CANCELLED", after.getString("status"));
        assertNull(after.get("result"));
        as("analyst").get("/api/v1/simulations/" + id + "/moves").then().body("items", is(List.of()));
    }

    @Test
    void refusesWhatCannotBeTried() {
        refused(Map.of(), "policyVersion");
        refused(Map.of("policyVersion", "none such"), "policyVersion");
        refused(Map.of("policyVersion", decisionVersion(), "policy", everybodyMeetsSales()), "policyVersion");
        refused(Map.of("policy", Map.of("rules", List.of())), "policy");
        refused(Map.of("policyVersion", decisionVersion(), "segment", "account.acv >"), "segment");
        refused(Map.of("policyVersion", decisionVersion(), "sample", 2), "sample");
        refused(Map.of("policyVersion", decisionVersion(), "from", from.toString(), "to", from.toString()), "to");
        as("analyst")
                .body(Map.of("policyVersion", decisionVersion()))
                .post("/api/v1/simulations")
                .then()
                .statusCode(403);
    }

    /** On the four accounts: others may be decided on at the same time. */
    private Map<String, Object> tried(Map<String, Object> policy) {
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

    private void refused(Map<String, Object> request, String field) {
        as("admin")
                .body(request)
                .post("/api/v1/simulations")
                .then()
                .statusCode(400)
                .contentType(containsString("problem+json"))
                .body("errors.field", hasItem(field));
    }

    private JsonPath begin(Map<String, Object> request) {
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

    private JsonPath completed(Map<String, Object> request) {
        JsonPath ended = ended(UUID.fromString(begin(request).getString("id")));
        assertEquals("COMPLETED", ended.getString("status"), ended.prettify());
        return ended;
    }

    private JsonPath ended(UUID id) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> as("analyst").get("/api/v1/simulations/" + id).jsonPath(),
                        view -> !List.of("QUEUED", "RUNNING").contains(view.getString("status")));
    }

    private static int transition(JsonPath done, String before, String after) {
        return done.getInt(
                "result.transitions.find { it.before == '" + before + "' && it.after == '" + after + "' }.decisions");
    }

    private static int load(JsonPath done, NewRep rep) {
        return done.getList("result.owners.findAll { it.ownerId == '" + rep.id() + "' }.after", Integer.class).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static String newPool(Map<String, Object> workingHours) {
        String name = "sim-" + UUID.randomUUID();
        Map<String, Object> pool = new HashMap<>(Map.of("name", name, "description", "tried by a simulation"));
        pool.put("workingHours", workingHours);
        as("admin").body(pool).post("/api/v1/pools").then().statusCode(201);
        return name;
    }

    private static void join(String pool, NewRep rep) {
        as("admin")
                .body(Map.of())
                .put("/api/v1/pools/" + pool + "/members/" + rep.id())
                .then()
                .statusCode(200);
    }

    private String decisionVersion() {
        return (String) decisions(accounts.get(0).accountId()).get(0).get("policyVersion");
    }

    private String stateOfPools() {
        return QuarkusTransaction.requiringNew().call(() -> database.query(
                        "SELECT string_agg(ledger_entry::text, ';' ORDER BY pool, rep_id) AS state FROM ledger_entry",
                        row -> String.valueOf(row.getString("state")))
                .get(0));
    }

    /** The shipped policy with one rule for everybody. */
    private Map<String, Object> everybodyMeetsSales() {
        return everybodyMeetsSales(Map.of());
    }

    private Map<String, Object> everybodyMeetsSales(Map<String, Object> then) {
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

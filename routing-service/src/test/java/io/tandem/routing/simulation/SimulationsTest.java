package io.tandem.routing.simulation;

import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.decisions;
import static io.tandem.routing.RoutingApi.handoffs;
import static io.tandem.routing.RoutingApi.patchRep;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.routing.RoutingApi.NewRep;
import io.tandem.routing.Scored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class SimulationsTest extends TriedHistory {
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

    private void refused(Map<String, Object> request, String field) {
        as("admin")
                .body(request)
                .post("/api/v1/simulations")
                .then()
                .statusCode(400)
                .contentType(containsString("problem+json"))
                .body("errors.field", hasItem(field));
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

    private String stateOfPools() {
        return QuarkusTransaction.requiringNew().call(() -> database.query(
                        "SELECT string_agg(ledger_entry::text, ';' ORDER BY pool, rep_id) AS state FROM ledger_entry",
                        row -> String.valueOf(row.getString("state")))
                .get(0));
    }
}

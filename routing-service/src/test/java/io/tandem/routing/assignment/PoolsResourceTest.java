package io.tandem.routing.assignment;

import static io.tandem.routing.RoutingApi.addRep;
import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.patchRep;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.routing.MovableClock;
import io.tandem.routing.RoutingApi.NewRep;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class PoolsResourceTest {
    private static final String POOLS = "/api/v1/pools";
    private static final Map<String, Object> WEEKDAYS = Map.of(
            "zone", "Europe/Berlin",
            "week", Map.of("MONDAY", List.of(Map.of("from", "09:00", "to", "17:00"))),
            "holidays", "DE-BY");

    @Inject
    MovableClock clock;

    @Test
    void poolsOfTheMotionsAreThereAndStay() {
        as("analyst")
                .get(POOLS)
                .then()
                .statusCode(200)
                .body("items.name", hasItems("PARTNER", "SALES_ASSIST", "SALES_LED"))
                .body("items.description", not(hasItem("")));
        String other = addPool(Map.of());
        retire("SALES_LED", other).statusCode(409).contentType("application/problem+json");
    }

    @Test
    void addsAndChangesAPool() {
        String name = addPool(Map.of(
                "role",
                "SDR",
                "afterHours",
                "ASSIGN_NEXT",
                "workingHours",
                WEEKDAYS,
                "manager",
                "Lead@tandem.example"));
        pool(name)
                .body("pool.manager", equalTo("lead@tandem.example"))
                .body("pool.role", equalTo("SDR"))
                .body("pool.afterHours", equalTo("ASSIGN_NEXT"))
                .body("pool.workingHours.week.MONDAY[0].from", equalTo("09:00"))
                .body("position", equalTo(0))
                .body("next", nullValue())
                .body("because", containsString("has no members"));

        Map<String, Object> read = pool(name).extract().path("pool");
        as("admin")
                .body(read)
                .put(POOLS + "/" + name)
                .then()
                .statusCode(200)
                .body("manager", equalTo("lead@tandem.example"));

        as("admin")
                .body(Map.of("description", "for all", "afterHours", "QUEUE"))
                .put(POOLS + "/" + name)
                .then()
                .statusCode(200)
                .body("role", nullValue())
                .body("manager", nullValue())
                .body("workingHours", nullValue())
                .body("description", equalTo("for all"));
        as("admin")
                .body(Map.of("name", name, "description", "twin"))
                .post(POOLS)
                .then()
                .statusCode(409);
    }

    @Test
    void showsTheLedgerWhoCanReceiveAndWhoIsNext() {
        String name = addPool(Map.of());
        NewRep maya = addRep("Maya", 1, 5, new String[0]);
        NewRep off = addRep("Off", 1, 5, new String[0]);
        NewRep away = addRep("Away", 1, 5, new String[0]);
        NewRep full = addRep("Full", 1, 0, new String[0]);
        patchRep(off.id(), Map.of("active", false));
        absence(away.id(), today().minusDays(2), today().plusDays(2)).statusCode(201);
        for (NewRep rep : List.of(maya, off, away, full)) {
            join(name, rep.id(), rep == maya ? 3 : null).statusCode(200);
        }

        ValidatableResponse pool = pool(name)
                .body("pool.members", equalTo(4))
                .body("pool.queued", equalTo(0))
                .body("next", equalTo(maya.id().toString()))
                .body("because", startsWith("Maya has the largest shortfall in pool " + name));
        member(pool, maya, "weight", equalTo(3));
        member(pool, maya, "canReceive", equalTo(true));
        member(pool, maya, "because", nullValue());
        member(pool, maya, "received", equalTo(0));
        // As plain numbers, whatever the scale that they are reckoned with.
        pool.body(containsString("\"credit\":0,\"shortfall\":0,"));
        member(pool, off, "because", equalTo("switched off"));
        member(pool, off, "shortfall", nullValue());
        member(pool, away, "because", equalTo("absent until " + today().plusDays(2)));
        member(pool, away, "backAt", notNullValue());
        member(pool, full, "because", startsWith("at capacity: 0 of 0"));

        as("admin").delete(POOLS + "/" + name + "/members/" + maya.id()).then().statusCode(204);
        as("admin").delete(POOLS + "/" + name + "/members/" + maya.id()).then().statusCode(404);
        pool(name)
                .body("next", nullValue())
                .body("because", containsString("1 absent until"))
                .body("because", containsString("1 at capacity, 1 switched off"));
    }

    @Test
    void onlyRepsOfItsRoleTakePart() {
        String name = addPool(Map.of("role", "CUSTOMER_SUCCESS"));
        NewRep executive = addRep("Exec", 1, 5, new String[0]);
        join(name, executive.id(), null).statusCode(200).body("members", empty());

        patchRep(executive.id(), Map.of("role", "CUSTOMER_SUCCESS"));

        pool(name).body("members.repId", contains(executive.id().toString()));
    }

    @Test
    void motionsOfARepAreItsStandardPools() {
        NewRep rep = addRep("Maya", 4, 5, "SALES_LED");
        String name = addPool(Map.of());
        join(name, rep.id(), 2).statusCode(200);
        as("analyst")
                .get("/api/v1/reps/" + rep.id())
                .then()
                .body("motions", contains("SALES_LED"))
                .body("pools", equalTo(Map.of("SALES_LED", 4, name, 2)));

        patchRep(rep.id(), Map.of("motions", List.of("SALES_ASSIST", "PARTNER")));

        as("analyst")
                .get("/api/v1/reps/" + rep.id())
                .then()
                .body("motions", containsInAnyOrder("SALES_ASSIST", "PARTNER"))
                .body("pools.keySet()", containsInAnyOrder("SALES_ASSIST", "PARTNER", name));
    }

    @Test
    void retiredPoolSendsWhatComesToItsSuccessor() {
        String old = addPool(Map.of());
        String successor = addPool(Map.of());
        retire(old, old).statusCode(400).body("errors.field", contains("successor"));
        retire(old, "no-such-pool").statusCode(404);
        retire(old, successor).statusCode(200).body("successor", equalTo(successor));

        retire(old, successor).statusCode(409);
        retire(successor, old).statusCode(409);
        join(old, addRep("Maya", 1, 1, new String[0]).id(), null).statusCode(409);
        as("admin")
                .body(Map.of("description", "x", "afterHours", "QUEUE"))
                .put(POOLS + "/" + old)
                .then()
                .statusCode(409);
    }

    @Test
    void absencesAreAddedAndTakenBack() {
        NewRep rep = addRep("Maya", 1, 1, new String[0]);
        LocalDate day = LocalDate.parse("2027-03-01");
        String id = absence(rep.id(), day, day.plusDays(4))
                .statusCode(201)
                .body("from", equalTo("2027-03-01"))
                .extract()
                .path("id");
        absence(rep.id(), day.plusDays(4), day.plusDays(9)).statusCode(409);
        absence(rep.id(), day.plusDays(9), day).statusCode(400).body("errors.field", contains("to"));
        absence(rep.id(), day, day.plusYears(3)).statusCode(400).body("errors.field", contains("to"));
        absence(UUID.randomUUID(), day, day).statusCode(404);
        as("admin")
                .body("{}")
                .post("/api/v1/reps/" + rep.id() + "/absences")
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("from", "to"));
        as("analyst")
                .get("/api/v1/reps/" + rep.id() + "/absences")
                .then()
                .statusCode(200)
                .body("id", contains(id))
                .body("reason", contains(nullValue()));
        as("analyst")
                .get("/api/v1/reps/" + UUID.randomUUID() + "/absences")
                .then()
                .statusCode(404);

        as("admin")
                .delete("/api/v1/reps/" + rep.id() + "/absences/" + id)
                .then()
                .statusCode(204);
        as("admin")
                .delete("/api/v1/reps/" + rep.id() + "/absences/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void absenceHasAReasonIfSomebodyGivesOne() {
        NewRep rep = addRep("Maya", 1, 1, new String[0]);
        String absences = "/api/v1/reps/" + rep.id() + "/absences";
        Map<String, Object> absence = new HashMap<>(Map.of("from", "2027-03-01", "to", "2027-03-02"));
        absence.put("reason", "x".repeat(201));
        as("admin").body(absence).post(absences).then().statusCode(400).body("errors.field", contains("reason"));
        absence.put("reason", " parental leave ");
        as("admin").body(absence).post(absences).then().statusCode(201).body("reason", equalTo("parental leave"));

        as("analyst").get(absences).then().body("reason", contains("parental leave"));
        absence.put("reson", absence.remove("reason"));
        as("admin")
                .body(absence)
                .post(absences)
                .then()
                .statusCode(400)
                .body("errors.field", contains("reson"))
                .body("errors[0].detail", equalTo("is not known here; known are from, reason, to"));
    }

    @Test
    void workingHoursAreSetAndRemoved() {
        NewRep rep = addRep("Maya", 1, 1, new String[0]);
        String hours = "/api/v1/reps/" + rep.id() + "/working-hours";
        as("admin").body(WEEKDAYS).put(hours).then().statusCode(200).body("workingHours.holidays", equalTo("DE-BY"));
        Map<String, Object> elsewhere = new HashMap<>(WEEKDAYS);
        elsewhere.put("zone", "Europe/Atlantis");
        as("admin")
                .body(elsewhere)
                .put(hours)
                .then()
                .statusCode(400)
                .body("errors.field", contains("workingHours.zone"));
        as("admin")
                .body("{\"zone\":\"Europe/Berlin\",\"week\":{\"MONDAY\":[{\"from\":\"9:00\",\"to\":\"17:00\"}]}}")
                .put(hours)
                .then()
                .statusCode(400)
                .body("errors.field", contains("week.MONDAY[0].from"))
                .body("errors[0].detail", equalTo("must be a time of day such as 09:30"));
        as("admin")
                .body("{}")
                .put(hours)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("zone", "week"));
        as("admin").delete(hours).then().statusCode(200).body("workingHours", nullValue());
    }

    @Test
    void namesEveryMissingAndBadField() {
        as("admin")
                .body("{}")
                .post(POOLS)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("name", "description"));
        as("admin")
                .body(Map.of("name", "a b", "description", " "))
                .post(POOLS)
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("name", "description"));
        as("admin")
                .body("{}")
                .put(POOLS + "/SALES_LED")
                .then()
                .statusCode(400)
                .body("errors.field", containsInAnyOrder("description", "afterHours"));
        as("admin").body("{\"name\":").post(POOLS).then().statusCode(400);
        as("admin")
                .body("{\"name\":\"" + "x".repeat(70_000) + "\"}")
                .post(POOLS)
                .then()
                .statusCode(413);
        as("admin")
                .body(Map.of("weight", 0))
                .put(POOLS + "/SALES_LED/members/" + UUID.randomUUID())
                .then()
                .statusCode(400);
        as("admin").get(POOLS + "/no-such-pool").then().statusCode(404);
        join("no-such-pool", UUID.randomUUID(), null).statusCode(404);
        join("SALES_LED", UUID.randomUUID(), null).statusCode(404);
    }

    @Test
    void onlyAdminsWrite() {
        for (String role : List.of("analyst", "account-executive")) {
            as(role).body("{}").post(POOLS).then().statusCode(403);
            as(role).body("{}").put(POOLS + "/SALES_LED").then().statusCode(403);
            as(role).body("{}").post(POOLS + "/SALES_LED/retirement").then().statusCode(403);
            as(role).body("{}")
                    .put(POOLS + "/SALES_LED/members/" + UUID.randomUUID())
                    .then()
                    .statusCode(403);
            as(role).get(POOLS + "/SALES_LED").then().statusCode(200);
        }
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body("{}")
                .post(POOLS)
                .then()
                .statusCode(401);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String addPool(Map<String, Object> more) {
        String name = "pool-" + UUID.randomUUID();
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "description", "of a test"));
        body.putAll(more);
        as("admin").body(body).post(POOLS).then().statusCode(201).body("name", equalTo(name));
        return name;
    }

    private static ValidatableResponse pool(String name) {
        return as("analyst").get(POOLS + "/" + name).then().statusCode(200);
    }

    private static ValidatableResponse retire(String name, String successor) {
        return as("admin")
                .body(Map.of("successor", successor))
                .post(POOLS + "/" + name + "/retirement")
                .then();
    }

    private static ValidatableResponse join(String pool, UUID rep, Integer weight) {
        return as("admin")
                .body(weight == null ? Map.of() : Map.of("weight", weight))
                .put(POOLS + "/" + pool + "/members/" + rep)
                .then();
    }

    private static ValidatableResponse absence(UUID rep, LocalDate from, LocalDate to) {
        return as("admin")
                .body(Map.of("from", from.toString(), "to", to.toString()))
                .post("/api/v1/reps/" + rep + "/absences")
                .then();
    }

    private static void member(ValidatableResponse pool, NewRep rep, String field, Matcher<?> matcher) {
        pool.body("members.find { it.repId == '%s' }.%s".formatted(rep.id(), field), matcher);
    }
}

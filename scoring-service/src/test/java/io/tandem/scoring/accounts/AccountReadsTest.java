package io.tandem.scoring.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Topics;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.StoredText;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.SignalGate;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class AccountReadsTest {
    private static final String[] EVENTS = {"Report Shared", "Plan Limit Reached", "Invite Sent", "Signed In", "Wrote"};

    private final String name = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final String domain = name + ".com";
    private final UUID id = AccountId.ofDomain(domain);
    private final String path = "/api/v1/accounts/" + id;

    @Inject
    SignalGate signals;

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void anAccount() {
        signups.qualify(
                UUID.randomUUID(),
                TestSignup.of(
                        "ana@" + domain,
                        CompanySize.UP_TO_200,
                        "ana" + name,
                        null,
                        Instant.now().minusSeconds(3600)));
    }

    @Test
    void showsPeopleWithTheirOwnScores() {
        usage.count(List.of(
                TestCall.track("Report Shared").user("ana" + name).made(),
                TestCall.track("Report Shared").user("ana" + name).made(),
                TestCall.group("g" + name, Map.of("domain", domain))
                        .anonymous("x" + name)
                        .made(),
                TestCall.track("Signed In").anonymous("x" + name).made()));

        as(Roles.ANALYST)
                .get(path)
                .then()
                .statusCode(200)
                .body("stage", is("NURTURE"))
                .body("stageReason", containsString("reached 35"))
                .body("stagedAt", notNullValue())
                .body("overrides", hasSize(0))
                .body("people[0].email", is("ana@" + domain))
                .body("people[0].score.total", is(17f))
                .body("people[0].score.explanation.rule", contains("role", "report-shared"))
                .body("people[0].stage", is("NURTURE"))
                .body("people[1].score", nullValue());
    }

    @Test
    void whatSomebodySetsStaysUntilItIsRemovedAndIsTold() {
        JsonPath set = put("score", "91.5", "They open ten branches")
                .statusCode(200)
                .body("score.total", is(91.5f))
                .body("machine.total", is(33f))
                .body("stage", is("SALES"))
                .body("machine.stage", is("SALES"))
                .body("overrides.reason", contains("They open ten branches"))
                .extract()
                .jsonPath();
        assertAddsUp(set);
        put("grade", "A1", "As big as they come").statusCode(200).body("score.grade", is("A1"));
        put("stage", "NURTURE", "In talks with their parent").statusCode(200).body("stage", is("NURTURE"));
        TestTopics.await(
                Topics.SCORES,
                AccountScored.class,
                scored -> scored.accountId().equals(id)
                        && scored.score().total() == 91.5
                        && scored.score().grade().equals("A1")
                        && scored.stage().name().equals("NURTURE"));

        usage.count(List.of(TestCall.track("Report Shared").user("ana" + name).made()));
        JsonPath later = as(Roles.ANALYST).get(path).then().extract().jsonPath();
        assertEquals(91.5, later.getDouble("score.total"));
        assertEquals(38, later.getDouble("machine.total"));
        assertAddsUp(later);
        as(Roles.ANALYST)
                .queryParam("domain", domain)
                .queryParam("minScore", 90)
                .queryParam("stage", "NURTURE")
                .get("/api/v1/accounts")
                .then()
                .body("items.score.grade", contains("A1"));

        remove("score").statusCode(200).body("score.total", is(38f)).body("score.grade", is("A1"));
        remove("grade").statusCode(200).body("score.grade", is("B4"));
        remove("stage").statusCode(200).body("stage", is("NURTURE")).body("overrides", hasSize(0));
        remove("stage").statusCode(404);
        assertEquals(
                6,
                database.query(
                                "SELECT count(*) FROM audit_entry WHERE subject = ?",
                                row -> row.getInt(1),
                                "account/" + id)
                        .get(0));
        as(Roles.ANALYST)
                .get(path + "/timeline")
                .then()
                .body("items.text", hasItem("admin@tandem.example set the grade to A1: As big as they come"));
    }

    @Test
    void onlyWhoHoldsTheAccountOrAnAdminSetsAnything() {
        RequestSpecification maya = given().auth().oauth2(Tokens.of(Roles.AE, "maya@tandem.example"));
        body(maya, "50", "why").put(path + "/overrides/score").then().statusCode(403);
        body(as(Roles.ANALYST), "50", "why")
                .put(path + "/overrides/score")
                .then()
                .statusCode(403);
        body(given(), "50", "why").put(path + "/overrides/score").then().statusCode(401);
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        "INSERT INTO relationship (account_id, owner_email) VALUES (?, 'Maya@tandem.example')", id));
        body(maya, "50", "why").put(path + "/overrides/score").then().statusCode(200);
        maya.delete(path + "/overrides/score").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "score|101|why|400|value",
                "score|-1|why|400|value",
                "score|1.234|why|400|value",
                "score|many|why|400|value",
                "grade|E1|why|400|value",
                "stage|HOT|why|400|value",
                "score|50||400|reason",
                "score||why|400|value",
                "size|50|why|404|"
            })
    void refusesWhatCannotBeSet(String kind, String value, String reason, int status, String field) {
        ValidatableResponse refused = put(kind, value, reason).statusCode(status);
        if (field != null) {
            refused.body("errors.field", contains(field));
        }
        as(Roles.ANALYST).get(path).then().body("overrides", hasSize(0));
    }

    @Test
    void refusesToSetAnythingOfNoAccount() {
        body(as(Roles.ADMIN), "50", "why")
                .put("/api/v1/accounts/" + UUID.randomUUID() + "/overrides/score")
                .then()
                .statusCode(404);
    }

    @Test
    void courseOfAScoreHasAPointAtEveryStep() {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        QuarkusTransaction.requiringNew()
                .run(() ->
                        database.update("""
                INSERT INTO score_point VALUES (?, ?, 20, 20, 0, 'C4', 'NONE'), (?, ?, 50, 20, 30, 'C2', 'NURTURE')
                """, id, today.minus(Duration.ofDays(9)), id, today.minus(Duration.ofDays(5))));

        as(Roles.ANALYST)
                .queryParam("from", today.minus(Duration.ofDays(7)).toString())
                .queryParam("to", today.minus(Duration.ofDays(3)).toString())
                .get(path + "/scores")
                .then()
                .statusCode(200)
                .body("every", is("day"))
                .body("points.total", contains(20f, 20f, 50f, 50f))
                .body("points.stage", contains("NONE", "NONE", "NURTURE", "NURTURE"))
                .body("points[0].at", is(today.minus(Duration.ofDays(7)).toString()));
        as(Roles.ANALYST).get(path + "/scores").then().statusCode(200).body("points.total", hasItem(33f));
        as(Roles.ANALYST)
                .queryParam("every", "hour")
                .queryParam("from", today.minus(Duration.ofDays(1)).toString())
                .get(path + "/scores")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/scores?every=minute",
                "/scores?from=yesterday",
                "/scores?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
                "/scores?every=hour&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z",
                "/scores?from=-999999999-01-01T00:00:00Z",
                "/timeline?limit=201",
                "/timeline?cursor=Zm9v"
            })
    void refusesBadQuestions(String query) {
        as(Roles.ANALYST)
                .urlEncodingEnabled(false)
                .get(path + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scores", "/timeline"})
    void refusesStrangersAndUnknownAccounts(String read) {
        given().get(path + read).then().statusCode(401);
        as("visitor").get(path + read).then().statusCode(403);
        as(Roles.ANALYST)
                .get("/api/v1/accounts/" + UUID.randomUUID() + read)
                .then()
                .statusCode(404);
    }

    @Test
    void timelineTellsWhatHappenedNewestFirst() {
        usage.count(List.of(
                TestCall.track("Report Shared").user("ana" + name).made(),
                TestCall.track("Report Shared").user("ana" + name).made(),
                TestCall.track("Plan Limit Reached").user("ana" + name).made(),
                TestCall.track("Invite Sent").user("ana" + name).made()));
        UUID part = AccountId.ofDomain("part" + domain);
        signups.merge(new AccountMerged(part, id, "One company", "rae@tandem.example", Instant.now()));

        List<String> kinds = new ArrayList<>();
        List<String> times = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = as(Roles.AE).queryParam("limit", 2);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            JsonPath page = request.get(path + "/timeline")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            kinds.addAll(page.getList("items.kind", String.class));
            times.addAll(page.getList("items.at", String.class));
            texts.addAll(page.getList("items.text", String.class));
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        for (String kind :
                List.of("SIGNUP", "FIRST_SEEN", "SIGNAL", "ACTIVATED", "STAGE", "PERSON_STAGE", "GRADE", "MERGED")) {
            assertTrue(kinds.contains(kind), kind + " is not among " + kinds);
        }
        assertTrue(texts.contains("ana@" + domain + ", Head of Data, signed up for reporting"), texts::toString);
        assertTrue(texts.contains("Account " + part + " became part of this one: One company"), texts::toString);
        for (int i = 1; i < times.size(); i++) {
            assertTrue(!Instant.parse(times.get(i)).isAfter(Instant.parse(times.get(i - 1))), times::toString);
        }
    }

    @Test
    void whatIfIsWhatReallyHappens() {
        Random random = new Random(name.hashCode());
        for (int run = 0; run < 6; run++) {
            List<Map<String, Object>> supposed = new ArrayList<>();
            List<TrackedEvent> real = new ArrayList<>();
            int many = 1 + random.nextInt(8);
            for (int i = 0; i < many; i++) {
                String user = "p" + random.nextInt(4);
                String email = user + "@" + domain;
                String event = EVENTS[random.nextInt(EVENTS.length)];
                Instant at =
                        Instant.now().minusSeconds(random.nextInt(20 * 86_400)).truncatedTo(ChronoUnit.MILLIS);
                Map<String, Object> properties = Map.of("limit", "l" + random.nextInt(3));
                supposed.add(Map.of(
                        "event",
                        event,
                        "userId",
                        user + name,
                        "email",
                        email,
                        "properties",
                        properties,
                        "timestamp",
                        at.toString()));
                real.add(TestCall.identify(user + name, Map.of("email", email))
                        .at(at)
                        .made());
                real.add(TestCall.track(event)
                        .user(user + name)
                        .with(properties)
                        .at(at)
                        .made());
            }
            JsonPath foretold = suppose(Map.of("events", supposed))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            usage.count(real);
            // Of what nobody waits for, as somebody who arrived earlier than was known, signals hear a minute later.
            signals.look(List.of(id), Instant.now());
            JsonPath come = as(Roles.ANALYST).get(path).then().extract().jsonPath();

            assertEquals(come.getDouble("score.total"), foretold.getDouble("then.score.total"), 0.05);
            assertEquals(
                    foretold.getDouble("then.score.total") - foretold.getDouble("now.score.total"),
                    foretold.getDouble("change"),
                    0.001);
            for (String same : List.of("score.grade", "stage")) {
                assertEquals(come.getString(same), foretold.getString("then." + same), same);
            }
            for (String same : List.of("signals.name", "signals.firedAt", "score.explanation.rule")) {
                assertEquals(come.getList(same), foretold.getList("then." + same), same);
            }
            assertEquals(come.getString("activatedAt"), foretold.getString("then.activatedAt"));
        }
    }

    @Test
    void supposingStoresAndTellsNothing() {
        as(Roles.ANALYST).get(path).then().statusCode(200);
        Map<String, Object> before = stored();

        double change = suppose(Map.of(
                        "events",
                        List.of(
                                Map.of("event", "Report Shared", "email", "zoe-" + name + "@" + domain),
                                Map.of("event", "Plan Limit Reached", "userId", "ana" + name))))
                .statusCode(200)
                .body("then.signals.name", hasItem("upgrade-blocked"))
                .extract()
                .jsonPath()
                .getDouble("change");

        assertEquals(13, change, 0.1);
        assertEquals(before, stored());
        assertEquals(List.of(), StoredText.columnsHolding(dataSource, "zoe-" + name));
    }

    @Test
    void tellsWhichSupposedEventsAreByStrangers() {
        usage.count(List.of(TestCall.identify("eve" + name, Map.of("email", "eve@other" + domain))
                .made()));
        suppose(Map.of(
                        "events",
                        List.of(
                                Map.of("event", "Wrote", "userId", "ana" + name),
                                Map.of("event", "Wrote", "userId", "nobody" + name),
                                Map.of("event", "Wrote", "userId", "eve" + name),
                                Map.of("event", "Wrote", "email", "no address"),
                                Map.of("event", "Wrote"))))
                .statusCode(400)
                .body("errors.field", contains("events[3].email", "events[4].userId"));
        suppose(Map.of(
                        "events",
                        List.of(
                                Map.of("event", "Wrote", "userId", "ana" + name),
                                Map.of("event", "Wrote", "userId", "nobody" + name),
                                Map.of("event", "Wrote", "userId", "eve" + name))))
                .statusCode(400)
                .body("errors.field", contains("events[1]", "events[2]"))
                .body("errors.detail", hasItems(containsString("is not known"), containsString("another account")));
    }

    @Test
    void refusesBadSuppositions() {
        suppose(Map.of()).statusCode(400).body("errors.field", contains("events"));
        suppose(Map.of("events", List.of())).statusCode(400);
        suppose(Map.of("events", java.util.Collections.nCopies(101, Map.of("event", "a", "userId", "b"))))
                .statusCode(400)
                .body("errors.field", contains("events"));
        suppose(Map.of("events", List.of(Map.of("userId", "b"))))
                .statusCode(400)
                .body("errors.field", contains("events[0].event"));
        as(Roles.ANALYST)
                .contentType(ContentType.JSON)
                .body("{\"events\":[")
                .post(path + "/what-if")
                .then()
                .statusCode(400);
        as("visitor")
                .contentType(ContentType.JSON)
                .body(Map.of("events", List.of(Map.of("event", "a", "userId", "b"))))
                .post(path + "/what-if")
                .then()
                .statusCode(403);
        as(Roles.ANALYST)
                .contentType(ContentType.JSON)
                .body(Map.of("events", List.of(Map.of("event", "a", "userId", "b"))))
                .post("/api/v1/accounts/" + UUID.randomUUID() + "/what-if")
                .then()
                .statusCode(404);
    }

    /** All rows of this account, and how many there are of what names it indirectly. */
    private Map<String, Object> stored() {
        Map<String, Object> rows = new HashMap<>();
        for (String table : List.of("account", "account_listing", "signal", "score_point", "account_change")) {
            rows.put(
                    table,
                    database.query(
                            "SELECT to_jsonb(t)::text FROM " + table + " t WHERE "
                                    + (table.equals("account") ? "id" : "account_id") + " = ? ORDER BY 1",
                            row -> row.getString(1),
                            id));
        }
        rows.put(
                "users",
                database.query(
                        "SELECT to_jsonb(i)::text FROM identity i WHERE account_id = ? ORDER BY 1",
                        row -> row.getString(1),
                        id));
        return rows;
    }

    private ValidatableResponse suppose(Map<String, Object> request) {
        return as(Roles.ANALYST)
                .contentType(ContentType.JSON)
                .body(request)
                .post(path + "/what-if")
                .then();
    }

    private ValidatableResponse put(String kind, String value, String reason) {
        return body(as(Roles.ADMIN), value, reason)
                .put(path + "/overrides/" + kind)
                .then();
    }

    private ValidatableResponse remove(String kind) {
        return as(Roles.ADMIN).delete(path + "/overrides/" + kind).then();
    }

    private static RequestSpecification body(RequestSpecification request, String value, String reason) {
        Map<String, String> body = new HashMap<>();
        body.put("value", value);
        body.put("reason", reason);
        return request.contentType(ContentType.JSON).body(body);
    }

    private static void assertAddsUp(JsonPath account) {
        BigDecimal sum = account.getList("score.explanation.points").stream()
                .map(points -> new BigDecimal(points.toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, new BigDecimal(account.getString("score.total")).compareTo(sum));
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role));
    }
}

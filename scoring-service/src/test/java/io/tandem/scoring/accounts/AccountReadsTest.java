package io.tandem.scoring.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountMerged;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class AccountReadsTest extends OneAccount {
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
}

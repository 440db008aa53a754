package io.tandem.scoring.prediction;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.AccountId;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OutcomesResourceTest {
    private static final String TABLES = "/api/v1/imports/outcomes";
    private static final String LIST = "/api/v1/outcomes";

    private final String domain = "o" + UUID.randomUUID().toString().substring(0, 8) + ".com";

    @Inject
    PredictionTables tables;

    @BeforeEach
    void clear() {
        tables.clear();
    }

    @Test
    void takesATableOnce() {
        String table = "outcome,DUMMY,domain,known_at,as_of,employees,employees_known_at,plan\n"
                + "converted,,www." + domain + ",2026-03-31,2026-03-01,120,2026-02-01,pro\n"
                + "not-converted,,b" + domain + ",2026-03-31T12:00:00+02:00,,,,\n";
        upload(table)
                .statusCode(200)
                .body("accepted", is(2))
                .body("changed", is(2))
                .body("refused", is(0))
                .body("lateFields", hasSize(0));
        assertEquals(
                1,
                tables.count(
                        "past_outcome WHERE account_id = ? AND target = 'CONVERSION' AND happened"
                                + " AND known_at = '2026-03-31T00:00Z' AND as_of = '2026-03-01T00:00Z'"
                                + " AND facts = '{\"plan\": \"pro\", \"employees\": 120.0}'",
                        AccountId.ofDomain(domain)));
        assertEquals(1, tables.count("past_outcome WHERE known_at = '2026-03-31T10:00Z' AND as_of = known_at"));

        upload(table).statusCode(200).body("accepted", is(2)).body("changed", is(0));
        upload(table.replace(",120,", ",130,")).body("changed", is(1));
        assertEquals(2, tables.count("past_outcome"));
    }

    @Test
    void refusesRowsByLineAndTakesTheOthers() {
        upload("domain,outcome,known_at,as_of,owner,size\n"
                        + "gmail.com,converted,2026-03-31,,,1\n"
                        + domain + ",perhaps,2026-03-31,,,1\n"
                        + domain + ",converted,,,,1\n"
                        + domain + ",converted,31.03.2026,,,1\n"
                        + domain + ",converted,2199-01-01,,,1\n"
                        + domain + ",converted,2026-03-31,2026-04-01,,1\n"
                        + domain + ",converted,2026-03-31,,ana@" + domain + ",1\n"
                        + domain + ",converted,2026-03-31\n"
                        + ",converted,2026-03-31,,,1\n"
                        + domain + ",churned,2026-03-31,,,1\n")
                .statusCode(200)
                .body("accepted", is(1))
                .body("refused", is(9))
                .body("refusals.line", contains(2, 3, 4, 5, 6, 7, 8, 9, 10))
                .body("refusals[1].reason", containsString("outcome must be"))
                .body("refusals[2].reason", containsString("known_at must say"))
                .body("refusals[3].reason", containsString("known_at must be a date"))
                .body("refusals[4].reason", containsString("future"))
                .body("refusals[5].reason", containsString("as_of must not be after known_at"))
                .body("refusals[6].reason", containsString("outcomes are of accounts, not of people"))
                .body("refusals[7].reason", containsString("has 3 fields where the header has 6"));
        assertEquals(1, tables.count("past_outcome WHERE target = 'CHURN'"));
    }

    @Test
    void namesTheFirstHundredRefusals() {
        StringBuilder table = new StringBuilder("domain,outcome,known_at\n");
        IntStream.range(0, 150).forEach(i -> table.append("gmail.com,converted,2026-03-31\n"));
        upload(table.toString()).body("refused", is(150)).body("refusals", hasSize(100));
    }

    @Test
    void tellsWhichFieldsWereKnownTooLate() {
        upload("domain,outcome,known_at,as_of,stage,stage_known_at\n" + domain
                        + ",converted,2026-03-31,2026-03-01,won,2026-03-15\n")
                .statusCode(200)
                .body("accepted", is(1))
                .body("lateFields", contains("stage"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\":",
                "domain,outcome\na.com,converted\n",
                "domain,account_id,outcome,known_at\n",
                "domain,outcome,known_at,size,size\n",
                "domain,outcome,known_at\n\"a.com,converted,2026-03-31\n\"\"\"x"
            })
    void refusesWhatIsNoSuchTable(String body) {
        upload(body).statusCode(400).contentType("application/problem+json");
        assertEquals(0, tables.count("past_outcome"));
    }

    @Test
    void refusesARowThatWouldNotFitInMemory() {
        upload("domain,outcome,known_at,note\n" + domain + ",converted,2026-03-31," + "x".repeat(80_000) + "\n")
                .statusCode(400)
                .body("detail", containsString("cannot be read to its end"));
    }

    @Test
    void takesOutcomesAsJson() {
        Map<String, Object> good = Map.of(
                "domain",
                domain,
                "outcome",
                "retained",
                "knownAt",
                "2026-03-31",
                "facts",
                Map.of("seats", 12, "trial", true, "plan", "pro"));
        tell(Map.of("outcomes", List.of(good, Map.of("domain", domain, "outcome", "converted"))))
                .statusCode(200)
                .body("accepted", is(1))
                .body("changed", is(1))
                .body("refusals.line", contains(1));
        tell(Map.of("outcomes", List.of(good))).body("changed", is(0));
        assertEquals(
                1,
                tables.count("past_outcome WHERE target = 'CHURN' AND NOT happened"
                        + " AND facts = '{\"seats\": 12.0, \"trial\": 1.0, \"plan\": \"pro\"}'"));
    }

    @Test
    void refusesFactsThatAreNoneAndTakesTheRest() {
        tell(Map.of(
                        "outcomes",
                        List.of(
                                row(Map.of("nested", Map.of("a", 1))),
                                row(Map.of("list", List.of(1))),
                                row(Map.of("1st", 1)),
                                row(Map.of("long", "x".repeat(101))),
                                row(Map.of("who", "ana@one.example")),
                                row(Map.of("fine", 1)))))
                .statusCode(200)
                .body("accepted", is(1))
                .body("refusals.line", contains(0, 1, 2, 3, 4));
    }

    @Test
    void refusesBadRequests() {
        tell("{\"outcomes\":[").statusCode(400);
        tell(Map.of()).statusCode(400).body("errors.field", contains("outcomes"));
        tell(Map.of("outcomes", List.of())).statusCode(400);
        tell(Map.of("outcomes", Collections.nCopies(1_001, row(Map.of())))).statusCode(400);
        tell("{\"outcomes\":[{\"domain\":\"" + "x".repeat(600_000) + "\"}]}").statusCode(413);
        tell("{\"outcomes\":[null]}").statusCode(400);
        tell("{\"outcomes\":[{\"domain\":\"a.com\",\"facts\":{\"x\":\"\\u0000\"}}]}")
                .statusCode(400);
    }

    @Test
    void onlyAdminsMayTell() {
        for (String role : List.of(Roles.AE, Roles.ANALYST)) {
            given().auth()
                    .oauth2(Tokens.of(role, role + "@tandem.example"))
                    .contentType(ContentType.JSON)
                    .body(Map.of("outcomes", List.of(row(Map.of()))))
                    .post(LIST)
                    .then()
                    .statusCode(403);
        }
        given().contentType(ContentType.JSON)
                .body(Map.of("outcomes", List.of(row(Map.of()))))
                .post(LIST)
                .then()
                .statusCode(401);
        assertEquals(0, tables.count("past_outcome"));
    }

    @Test
    void worksOutWhatTheRulesWouldHaveGivenUnlessTold() {
        upload("domain,outcome,known_at,rule_score,companySize,engagement\n" + domain
                        + ",converted,2026-03-31,,51-200,12\nb" + domain + ",converted,2026-03-31,7.5,51-200,12\n")
                .body("accepted", is(2));
        // 18 for the size, 5 for an address of one's own, and the engagement.
        assertEquals(1, tables.count("past_outcome WHERE rule_score = 35"));
        assertEquals(1, tables.count("past_outcome WHERE rule_score = 7.5"));
    }

    @Test
    void withoutAnOutcomeItIsWhatIsKnownOfAnAccountNow() {
        upload("domain,outcome,known_at,as_of,nps\n" + domain + ",,,2026-03-01,7\n" + domain + ",,,2026-02-01,3\n")
                .body("accepted", is(2))
                .body("refusals", everyItem(is("none")));
        assertEquals(1, tables.count("account_fact WHERE facts = '{\"nps\": 7.0}'"));
        upload("domain,outcome,known_at,as_of,nps\n" + domain + ",,,2026-01-01,1\n")
                .body("changed", is(0));
        assertEquals(1, tables.count("account_fact WHERE facts = '{\"nps\": 7.0}'"));
    }

    private Map<String, Object> row(Map<String, Object> facts) {
        return Map.of("domain", domain, "outcome", "converted", "knownAt", "2026-03-31", "facts", facts);
    }

    static ValidatableResponse upload(String csv) {
        return given().auth()
                .oauth2(Tokens.of(Roles.ADMIN, "admin@tandem.example"))
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs("text/csv", ContentType.TEXT)))
                .contentType("text/csv")
                .body(csv)
                .post(TABLES)
                .then();
    }

    private static ValidatableResponse tell(Object body) {
        return given().auth()
                .oauth2(Tokens.of(Roles.ADMIN, "admin@tandem.example"))
                .contentType(ContentType.JSON)
                .body(body)
                .post(LIST)
                .then();
    }
}

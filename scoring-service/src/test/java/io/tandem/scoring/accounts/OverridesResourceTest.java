package io.tandem.scoring.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class OverridesResourceTest extends OneAccount {
    @Test
    void whatSomebodySetsStaysUntilItIsRemovedAndIsTold() {
        JsonPath set = put("score", "91.5", "They open ten branches")
                .statusCode(200)
                .body("score.total", is(91.5f))
                .body("machine.total", is(33f))
                .body("stage", is("SALES"))
                .body("machine.stage", is("NONE"))
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
    void whatIsSetOfAPartHoldsForTheWholeUntilItIsRemoved() {
        UUID whole = AccountId.ofDomain("whole" + domain);
        signups.qualify(UUID.randomUUID(), TestSignup.of("ben@whole" + domain, CompanySize.UP_TO_10));
        String wholePath = "/api/v1/accounts/" + whole;
        put("stage", "SALES", "They asked at the fair").statusCode(200);
        put("grade", "A1", "As big as they come").statusCode(200);

        signups.merge(new AccountMerged(id, whole, "sister brand", "rae", Instant.now()));

        as(Roles.ANALYST)
                .get(wholePath)
                .then()
                .body("stage", is("SALES"))
                .body("overrides.accountId", contains(id.toString(), id.toString()));
        body(as(Roles.ADMIN), "C3", "Of the whole")
                .put(wholePath + "/overrides/grade")
                .then()
                .statusCode(200)
                .body("score.grade", is("C3"))
                .body("overrides.accountId", contains(whole.toString(), id.toString()));
        as(Roles.ADMIN)
                .delete(wholePath + "/overrides/stage")
                .then()
                .statusCode(200)
                .body("stage", is("NONE"));
        as(Roles.ADMIN)
                .delete(wholePath + "/overrides/grade")
                .then()
                .statusCode(200)
                .body("overrides", hasSize(0));
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
}

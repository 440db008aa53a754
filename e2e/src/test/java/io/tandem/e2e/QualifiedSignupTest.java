package io.tandem.e2e;

import static io.restassured.RestAssured.given;
import static io.tandem.e2e.Journey.answers;
import static io.tandem.e2e.Journey.as;
import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.freshDomain;
import static io.tandem.e2e.Journey.signUpAndAwaitDecision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No good visitor is met by the wrong person, counted twice or remembered against their will. */
class QualifiedSignupTest {
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

        JsonPath decided = Journey.awaitDecision(id);

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
        String name = "Zora Quandt";
        Map<String, Object> form = answers(email, "201-1000");
        form.put("name", name);
        String account = signUpAndAwaitDecision(form).getString("accountId");

        String request = as("admin")
                .body(Map.of("kind", "ERASE", "email", email, "reason", "Asked by mail"))
                .post("/api/v1/privacy-requests")
                .then()
                .statusCode(oneOf(201, 202))
                .extract()
                .path("id");

        eventually().until(() -> "COMPLETE"
                .equals(as("admin").get("/api/v1/privacy-requests/" + request).path("status")));
        for (String path : List.of(
                "/api/v1/signups?accountId=" + account,
                "/api/v1/accounts/" + account,
                "/api/v1/decisions?accountId=" + account,
                "/api/v1/handoffs?accountId=" + account,
                "/api/v1/relationships/" + account)) {
            // What was on its way meanwhile, such as the relationship, comes after the erasure.
            eventually().until(() -> as("admin").get(path).statusCode() == 200);
            String told = as("admin").get(path).asString();
            assertThat(told).as(path).contains(account).doesNotContain(email, name);
        }
    }

    private static List<String> peopleOf(String account) {
        return Journey.account(account).getList("people.email");
    }
}

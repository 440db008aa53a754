package io.tandem.scoring.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanySize;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class AccountsResourceTest {
    private final String name = "r" + UUID.randomUUID().toString().substring(0, 8);
    private final String domain = name + ".com";

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @Test
    void showsAnAccountWithEveryReason() {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + domain, CompanySize.UP_TO_200));
        usage.count(List.of(
                TestCall.identify("ben" + name, Map.of("email", "ben@" + domain, "name", "Ben"))
                        .made(),
                TestCall.track("Report Shared").user("ben" + name).made(),
                TestCall.track("Plan Limit Reached")
                        .user("ben" + name)
                        .with(Map.of("limit", "seats", "plan", "starter"))
                        .made()));

        JsonPath account = as(Roles.AE)
                .get("/api/v1/accounts/{id}", AccountId.ofDomain(domain))
                .then()
                .statusCode(200)
                .body("domain", is(domain))
                .body("name", is(domain))
                .body("score.modelVersion", matchesPattern("\\d+"))
                .body("score.grade", is("B4"))
                .body("signals.name", contains("activation-reached", "upgrade-blocked"))
                .body("signals[0].firedAt", notNullValue())
                .body("signals[1].evidence.limit", is("seats"))
                .body("people.email", contains("ben@" + domain, "ana@" + domain))
                .body("usage.events", is(2))
                .body("usage.users", is(1))
                .body("activatedAt", notNullValue())
                .body("firstSeenAt", notNullValue())
                .extract()
                .jsonPath();
        BigDecimal sum = account.getList("score.explanation.points").stream()
                .map(points -> new BigDecimal(points.toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, new BigDecimal(account.getString("score.total")).compareTo(sum));
    }

    @Test
    void findsAnAccountByDomainGradeAndSignal() {
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + domain, CompanySize.OVER_5000));
        usage.count(List.of(
                TestCall.identify("ben" + name, Map.of("email", "ben@" + domain))
                        .made(),
                TestCall.track("Feature Used")
                        .user("ben" + name)
                        .with(Map.of("feature", "sso"))
                        .made()));
        String id = AccountId.ofDomain(domain).toString();

        as(Roles.ANALYST)
                .queryParam("domain", domain.toUpperCase(java.util.Locale.ROOT))
                .get("/api/v1/accounts")
                .then()
                .statusCode(200)
                .body("items.id", contains(id))
                .body("$", hasKey("nextCursor"))
                .body("nextCursor", nullValue());
        as(Roles.ADMIN)
                .queryParam("grade", "A4")
                .queryParam("text", name)
                .get("/api/v1/accounts")
                .then()
                .statusCode(200)
                .body("items.score.grade", everyItem(equalTo("A4")))
                .body("items.id", hasItem(id));
        as(Roles.ADMIN)
                .queryParam("signal", "enterprise-feature-touched")
                .queryParam("domain", domain)
                .get("/api/v1/accounts")
                .then()
                .body("items.id", contains(id));
        as(Roles.ADMIN)
                .queryParam("signal", "upgrade-blocked")
                .queryParam("domain", domain)
                .get("/api/v1/accounts")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void pagesThroughAllAccountsBestFirst() {
        for (int i = 0; i < 5; i++) {
            signups.qualify(UUID.randomUUID(), TestSignup.of("ana@" + name + i + ".com", CompanySize.values()[i]));
        }
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = as(Roles.AE).queryParam("text", name).queryParam("limit", 2);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            JsonPath page = request.get("/api/v1/accounts")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            ids.addAll(page.getList("items.id", String.class));
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        assertEquals(5, ids.size());
        assertEquals(5, new HashSet<>(ids).size());
        assertTrue(ids.indexOf(AccountId.ofDomain(name + "4.com").toString())
                < ids.indexOf(AccountId.ofDomain(name + "0.com").toString()));
    }

    @Test
    void doesNotListAccountsThatEverybodyHasLeft() {
        String group = "g" + name;
        usage.count(List.of(
                TestCall.group(group, Map.of()).user("ana" + name).made(),
                TestCall.track("Plan Limit Reached").user("ana" + name).made()));
        usage.count(List.of(TestCall.identify("ana" + name, Map.of("email", "ana@" + domain))
                .made()));

        as(Roles.AE)
                .queryParam("text", group)
                .get("/api/v1/accounts")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        as(Roles.AE)
                .queryParam("accountId", AccountId.ofGroup(group))
                .get("/api/v1/signals")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void listsSignalsByAccountAndName() {
        usage.count(List.of(
                TestCall.identify("ana" + name, Map.of("email", "ana@" + domain))
                        .made(),
                TestCall.track("Plan Limit Reached").user("ana" + name).made(),
                TestCall.track("Feature Used")
                        .user("ana" + name)
                        .with(Map.of("feature", "scim"))
                        .made()));
        UUID id = AccountId.ofDomain(domain);

        String cursor = as(Roles.ANALYST)
                .queryParam("accountId", id)
                .queryParam("limit", 1)
                .get("/api/v1/signals")
                .then()
                .statusCode(200)
                .body("items.name", contains("enterprise-feature-touched"))
                .body("items[0].domain", is(domain))
                .extract()
                .path("nextCursor");
        as(Roles.ANALYST)
                .queryParam("accountId", id)
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get("/api/v1/signals")
                .then()
                .statusCode(200)
                .body("items.reason", contains("ana@" + domain + " hit a plan limit"))
                .body("nextCursor", nullValue());
        as(Roles.ANALYST)
                .queryParam("accountId", id)
                .queryParam("name", "several-users")
                .get("/api/v1/signals")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void showsTheScoringModelAsData() {
        as(Roles.ANALYST).get("/api/v1/scoring-models").then().statusCode(200).body("items.version", hasItem(1));
        as(Roles.ANALYST)
                .get("/api/v1/scoring-models/1")
                .then()
                .statusCode(200)
                .body("definition.engagement.groups.halfLifeDays", everyItem(is(14)))
                .body("definition.fit.groups[0].criteria.rule", hasItem("company-size"));
        problem(as(Roles.ANALYST), "/api/v1/scoring-models/99", 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/accounts?cursor=nonsense",
                "/api/v1/accounts?cursor=Zm9v",
                "/api/v1/accounts?limit=0",
                "/api/v1/accounts?grade=E9",
                "/api/v1/signals?accountId=me",
                "/api/v1/signals?cursor=Zm9v",
                "/api/v1/scoring-models?limit=201"
            })
    void refusesBadParameters(String path) {
        problem(as(Roles.AE), path, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/accounts",
                "/api/v1/accounts/00000000-0000-0000-0000-000000000000",
                "/api/v1/signals",
                "/api/v1/scoring-models",
                "/api/v1/scoring-models/1"
            })
    void refusesCallersWithoutARoleHere(String path) {
        problem(given(), path, 401);
        problem(given().auth().oauth2(Tokens.wrongAudience(Roles.ADMIN)), path, 401);
        problem(as("visitor"), path, 403);
    }

    @Test
    void doesNotKnowEveryAccount() {
        problem(as(Roles.AE), "/api/v1/accounts/" + UUID.randomUUID(), 404);
        problem(as(Roles.AE), "/api/v1/accounts/not-an-id", 404);
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role));
    }

    private static void problem(RequestSpecification request, String path, int status) {
        request.get(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status));
    }
}

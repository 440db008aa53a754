package io.tandem.scoring.accounts;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanySize;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.TestCall;
import io.tandem.scoring.TestSignup;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.score.SignupGate;
import io.tandem.scoring.usage.UsageGate;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class AccountListTest {
    private final String name = "q" + UUID.randomUUID().toString().substring(0, 8);

    @Inject
    UsageGate usage;

    @Inject
    SignupGate signups;

    @Inject
    Database database;

    /** One small and idle, one middling and active, one large and idle. */
    @BeforeEach
    void threeAccounts() {
        Instant now = Instant.now();
        signups.qualify(UUID.randomUUID(), TestSignup.of("ana@a" + name + ".com", CompanySize.UP_TO_10));
        signups.qualify(UUID.randomUUID(), TestSignup.of("ben@b" + name + ".com", CompanySize.UP_TO_200));
        signups.qualify(UUID.randomUUID(), TestSignup.of("cleo@c" + name + ".com", CompanySize.OVER_5000));
        usage.count(List.of(
                TestCall.identify("ben" + name, Map.of("email", "ben@b" + name + ".com"))
                        .made(),
                TestCall.track("Report Shared")
                        .user("ben" + name)
                        .at(now.minusSeconds(60))
                        .made(),
                TestCall.track("Plan Limit Reached")
                        .user("ben" + name)
                        .at(now.minusSeconds(30))
                        .made()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grade|A4|c",
                "stage|NURTURE|b,c",
                "stage|NONE|a",
                "signal|upgrade-blocked|b",
                "minScore|48|c",
                "maxScore|40|a",
                "companySize|51-200|b",
                "country|pt|a,b,c",
                "country|de|",
                "owned|false|a,b,c",
                "owned|true|",
                "activated|true|b",
                "activated|false|a,c",
                "seenAfter|2026-01-01T00:00:00Z|b",
                "seenBefore|2026-01-01T00:00:00Z|a,c",
            })
    void filters(String filter, String value, String expected) {
        assertEquals(
                expected == null ? List.of() : List.of(expected.split(",")),
                names(list(Map.of("text", name, "sort", "name", filter, value))
                        .extract()
                        .jsonPath()));
    }

    @Test
    void findsTextInNameAndDomainWhateverTheCaseAndTakesSignsAsTheyAre() {
        assertEquals(
                List.of("b"),
                names(list(Map.of("text", ("b" + name).toUpperCase(java.util.Locale.ROOT)))
                        .extract()
                        .jsonPath()));
        list(Map.of("text", "a%" + name.substring(2))).body("items", hasSize(0));
        list(Map.of("text", "_" + name)).body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-score|c,b,a",
                "score|a,b,c",
                "name|a,b,c",
                "-name|c,b,a",
                "-engagement|b",
                "-lastSeen|b",
                "-change|c,b,a"
            })
    void sortsAndPagesInBothDirections(String sort, String expected) {
        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, String> query = new java.util.HashMap<>(Map.of("text", name, "sort", sort, "limit", "1"));
            if (cursor != null) {
                query.put("cursor", cursor);
            }
            JsonPath page = list(query).extract().jsonPath();
            found.addAll(names(page));
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        List<String> first = List.of(expected.split(","));
        assertEquals(3, found.size());
        assertEquals(first, found.subList(0, first.size()));
        List<String> whole =
                names(list(Map.of("text", name, "sort", sort)).extract().jsonPath());
        assertEquals(found, whole);
        String otherWay = sort.startsWith("-") ? sort.substring(1) : "-" + sort;
        List<String> reversed = new ArrayList<>(
                names(list(Map.of("text", name, "sort", otherWay)).extract().jsonPath()));
        Collections.reverse(reversed);
        assertEquals(whole, reversed);
    }

    @Test
    void changeIsAgainstTheScoreOfSevenDaysAgo() {
        UUID id = AccountId.ofDomain("a" + name + ".com");
        QuarkusTransaction.requiringNew().run(() -> database.update("""
                INSERT INTO score_point VALUES (?, now() - interval '8 days', 60, 19, 41, 'C1', 'SALES')
                """, id));
        usage.count(List.of(
                TestCall.identify("ana" + name, Map.of("email", "ana@a" + name + ".com"))
                        .made(),
                TestCall.track("Report Shared").user("ana" + name).made()));

        assertEquals(
                List.of(-36),
                database.query("SELECT change FROM account_listing WHERE account_id = ?", row -> row.getInt(1), id));
        assertEquals(
                "a",
                names(list(Map.of("text", name, "sort", "change")).extract().jsonPath())
                        .get(0));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        problem("?grade=E9&stage=HOT&minScore=x&maxScore=101&companySize=12&owned=yes&seenAfter=then&sort=size")
                .body(
                        "errors.field",
                        hasItems(
                                "grade", "stage", "minScore", "maxScore", "companySize", "owned", "seenAfter", "sort"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?sort=size",
                "?sort=--score",
                "?minScore=50&maxScore=40",
                "?minScore=-1",
                "?minScore=1e9999999",
                "?seenAfter=2026-02-01T00:00:00Z&seenBefore=2026-01-01T00:00:00Z",
                "?limit=201",
                "?cursor=Zm9v",
                "?sort=name&cursor=LXNjb3JlLzAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMC8xMA",
                "?signal=%00"
            })
    void refusesBadQuestions(String query) {
        problem(query);
    }

    @Test
    void refusesTextWithoutEnd() {
        problem("?text=" + "x".repeat(256)).body("errors.field", contains("text"));
    }

    private List<String> names(JsonPath page) {
        return page.getList("items.domain", String.class).stream()
                .map(domain -> domain.substring(0, 1))
                .toList();
    }

    private static ValidatableResponse list(Map<String, String> query) {
        RequestSpecification request = given().auth().oauth2(Tokens.of(Roles.ANALYST));
        query.forEach(request::queryParam);
        return request.get("/api/v1/accounts").then().statusCode(200);
    }

    private static ValidatableResponse problem(String query) {
        return given().auth()
                .oauth2(Tokens.of(Roles.ANALYST))
                .urlEncodingEnabled(false)
                .get("/api/v1/accounts" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", is(400));
    }
}

package io.tandem.signup.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.DomainClassified;
import io.tandem.contracts.DomainKind;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class DomainsResourceTest {
    private final String domain = "d" + UUID.randomUUID() + ".com";

    @Test
    void whatAnAdminSaidHoldsForTheNextSignupUntilItIsTakenBack() {
        TestSource source = TestSource.create();
        String company = AccountId.ofDomain(domain).toString();
        assertEquals(company, source.submit(TestSource.form("a@" + domain)).path("accountId"));

        put(domain, "FREE_MAIL").then().statusCode(200).body("classifiedBy", equalTo("admin"));
        assertEquals(
                AccountId.ofEmail("b@" + domain).toString(),
                source.submit(TestSource.form("b@" + domain)).path("accountId"));
        as("analyst")
                .get("/api/v1/domains/www." + domain)
                .then()
                .statusCode(200)
                .body("domain", equalTo(domain))
                .body("kind", equalTo("FREE_MAIL"))
                .body("origin", equalTo("ADMIN"))
                .body("classification.reason", equalTo("seen"))
                .body("companyDomain", nullValue());

        as("admin").delete("/api/v1/domains/" + domain).then().statusCode(204);
        as("admin").delete("/api/v1/domains/" + domain).then().statusCode(404);
        assertEquals(company, source.submit(TestSource.form("c@" + domain)).path("accountId"));
        assertEquals(
                Arrays.asList(DomainKind.FREE_MAIL, null),
                TestTopics.await(Topics.DOMAINS, DomainClassified.class, 2, event -> event.domain()
                                .equals(domain))
                        .stream()
                        .map(sent -> sent.event().kind())
                        .toList());
    }

    @Test
    void belowASharedDomainEachNameIsAnAccount() {
        put(domain, "SUFFIX").then().statusCode(200);
        TestSource source = TestSource.create();
        assertEquals(
                AccountId.ofDomain("arts." + domain).toString(),
                source.submit(TestSource.form("a@post.arts." + domain)).path("accountId"));
        as("analyst")
                .get("/api/v1/domains/post.arts." + domain)
                .then()
                .body("domain", equalTo("arts." + domain))
                .body("origin", equalTo("NOT_LISTED"));
        as("analyst").get("/api/v1/domains/gmail.com").then().body("origin", equalTo("SHIPPED_LIST"));
    }

    @Test
    void listsWhatWasSaidByKindAndText() {
        put(domain, "DISPOSABLE").then().statusCode(200);
        as("account-executive")
                .queryParams(Map.of("kind", "DISPOSABLE", "search", domain.substring(0, 20)))
                .get("/api/v1/domains")
                .then()
                .statusCode(200)
                .body("items.domain", contains(domain));
    }

    @Test
    void oneCompanyAndOnePersonHoweverTheAddressIsWritten() {
        TestSource source = TestSource.create();
        String idn = "bücherspaß" + UUID.randomUUID().toString().substring(0, 8) + ".de";
        String host = EmailAddress.parse("maya@" + idn).orElseThrow().domain();
        String account = source.submit(TestSource.form("maya@" + idn)).path("accountId");
        for (String address : List.of(
                "MAYA@" + idn.toUpperCase(java.util.Locale.ROOT).replace("SS", "ẞ"),
                "maya+x@" + idn,
                "maya@mail." + idn,
                "maya@" + host,
                "maya@" + host + ".")) {
            assertEquals(account, source.submit(TestSource.form(address)).path("accountId"), address);
        }
        as("analyst").get("/api/v1/domains/" + host + ".").then().body("accountId", equalTo(account));
        List<String> people = as("analyst")
                .queryParams(Map.of("accountId", account))
                .get("/api/v1/signups")
                .path("items.answers.personId");
        assertEquals(2, people.stream().distinct().count(), "the subdomain is another mailbox, the rest is one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com", "localhost", "127.0.0.1", "a b.com", "co.uk"})
    void refusesWhatNobodyCanRegister(String nonsense) {
        put(nonsense, "FREE_MAIL").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void namesEveryFaultAndLetsOnlyAdminsWrite() {
        as("admin")
                .body(Map.of("reason", " "))
                .put("/api/v1/domains/" + domain)
                .then()
                .statusCode(400)
                .body("errors.field", contains("kind", "reason"));
        for (String role : List.of("analyst", "account-executive")) {
            as(role).body(Map.of("kind", "COMPANY", "reason", "x"))
                    .put("/api/v1/domains/" + domain)
                    .then()
                    .statusCode(403);
            as(role).delete("/api/v1/domains/" + domain).then().statusCode(403);
        }
        given().get("/api/v1/domains").then().statusCode(401);
    }

    private static io.restassured.response.Response put(String domain, String kind) {
        return as("admin").body(Map.of("kind", kind, "reason", "seen")).put("/api/v1/domains/" + domain);
    }

    static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }
}

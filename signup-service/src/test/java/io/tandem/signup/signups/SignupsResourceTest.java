package io.tandem.signup.signups;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class SignupsResourceTest {
    @Test
    void tellsScoringEverythingThatWasSaid() {
        TestSource source = TestSource.create();
        String domain = UUID.randomUUID() + ".co.uk";
        Map<String, Object> form = TestSource.form(" Maya@Mail." + domain + " ");
        form.put("userId", "u-1");
        form.put("anonymousId", "a-1");
        form.put("talkToSales", true);
        form.put("utm", Map.of("utm_source", "ads", "medium", "cpc"));
        Response accepted = source.submit(form);
        accepted.then()
                .statusCode(202)
                .body("status", equalTo("PENDING"))
                .body("accountId", equalTo(AccountId.ofDomain(domain).toString()));

        String email = "maya@mail." + domain;
        SignupQualified told = TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                .email()
                .equals(email));
        assertEquals(AccountId.ofDomain(domain), told.accountId());
        assertEquals(domain, told.domain());
        assertEquals("Acme", told.accountName());
        assertEquals(accepted.path("id"), told.answers().signupId().toString());
        assertEquals(source.id(), told.answers().sourceId());
        assertEquals(PersonId.ofEmail(email), told.answers().personId());
        assertEquals("Maya Lin", told.answers().name());
        assertEquals(CompanySize.UP_TO_50, told.answers().companySize());
        assertEquals("Head of Growth", told.answers().role());
        assertEquals("Reporting", told.answers().useCase());
        assertEquals("DE", told.answers().country());
        assertEquals(true, told.answers().talkToSales());
        assertEquals("u-1", told.answers().userId());
        assertEquals("a-1", told.answers().anonymousId());
        assertEquals(Map.of("source", "ads", "medium", "cpc"), told.answers().utm());
    }

    @Test
    void takesAFormWithTheRequiredAnswersOnly() {
        Map<String, Object> form = TestSource.form("maya+tandem" + UUID.randomUUID() + "@gmail.com");
        form.keySet().retainAll(List.of("email", "companySize", "role", "useCase"));
        form.put("email", UUID.randomUUID() + "+tandem@gmail.com");
        form.put("unknown", Map.of("to", "this service"));
        TestSource.create().submit(form).then().statusCode(202);

        String email = form.get("email").toString().replace("+tandem", "");
        SignupQualified told = TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                .email()
                .equals(email));
        assertEquals(AccountId.ofEmail(email), told.accountId());
        assertNull(told.domain());
        assertEquals(email, told.accountName());
        assertEquals(Map.of(), told.answers().utm());
    }

    @Test
    void namesAllMissingAnswersAtOnce() {
        for (Map<String, Object> form : List.<Map<String, Object>>of(
                Map.of(), Map.of("email", " ", "companySize", "", "role", "\t", "useCase", "\u0007"))) {
            TestSource.create()
                    .submit(form)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors.field", contains("companySize", "email", "role", "useCase"));
        }
    }

    @Test
    void namesEveryFaultOfEveryAnswerAtOnce() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("email", "maya at acme");
        form.put("name", "x".repeat(201));
        form.put("company", "x".repeat(201));
        form.put("companySize", "12");
        form.put("role", "x".repeat(101));
        form.put("useCase", "x".repeat(2001));
        form.put("country", "ZZ");
        form.put("userId", "x".repeat(201));
        form.put("anonymousId", "x".repeat(201));
        form.put("utm", Map.of("source", "x".repeat(201)));
        TestSource.create()
                .submit(form)
                .then()
                .statusCode(400)
                .body(
                        "errors.field",
                        contains(
                                "anonymousId",
                                "company",
                                "companySize",
                                "country",
                                "email",
                                "name",
                                "role",
                                "useCase",
                                "userId",
                                "utm[source]"));
    }

    @Test
    void limitsCampaignParameters() {
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 11; i++) {
            many.put("p" + i, "x");
        }
        Map<String, Object> form = TestSource.form();
        form.put("utm", many);
        TestSource.create().submit(form).then().statusCode(400).body("errors.field", contains("utm"));
    }

    @ParameterizedTest
    @CsvSource({"talkToSales,\"perhaps\"", "email,{}", "utm,\"ads\"", "utm,{\"source\":[]}"})
    void namesAnAnswerOfTheWrongType(String field, String json) {
        TestSource.create()
                .sender()
                .body("{\"%s\":%s}".formatted(field, json.replace("'", "")))
                .post("/api/v1/signups")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", containsString(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"text\"", "", "null", "{} {}"})
    void refusesWhatIsNoForm(String body) {
        TestSource.create()
                .sender()
                .body(body)
                .post("/api/v1/signups")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void refusesOtherMediaTypes() {
        TestSource.create()
                .sender()
                .contentType(ContentType.URLENC)
                .formParam("email", "maya@acme.com")
                .post("/api/v1/signups")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void refusesBodiesOverTheLimit() {
        Map<String, Object> form = TestSource.form();
        form.put("useCase", "x".repeat(33 * 1024));
        TestSource.create().submit(form).then().statusCode(413).contentType("application/problem+json");
    }

    @Test
    void takesTheWriteKeyInEachOfItsPlaces() {
        String key = TestSource.create().writeKey();
        given().contentType(ContentType.JSON)
                .auth()
                .preemptive()
                .basic(key, "")
                .body("{}")
                .post("/api/v1/signups")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .auth()
                .oauth2(key)
                .body("{}")
                .post("/api/v1/signups")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .body(Map.of("writeKey", key))
                .post("/api/v1/signups")
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .auth()
                .oauth2(key)
                .body(Map.of("writeKey", key))
                .post("/api/v1/signups")
                .then()
                .statusCode(400);
    }

    @Test
    void refusesKeysThatAreMissingUnknownOrNoKeys() {
        Map<String, Object> form = TestSource.form();
        var unauthorised = List.of(
                given(),
                given().auth().preemptive().basic("tk_wrong", ""),
                given().auth().oauth2("tk_wrong"),
                given().header("Authorization", "Basic ***"),
                given().header("Authorization", "Digest x"),
                given().auth().oauth2(Tokens.of("admin")));
        for (var request : unauthorised) {
            request.contentType(ContentType.JSON)
                    .body(form)
                    .post("/api/v1/signups")
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", notNullValue());
        }
        form.put("writeKey", "tk_wrong");
        given().contentType(ContentType.JSON)
                .body(form)
                .post("/api/v1/signups")
                .then()
                .statusCode(401);
    }

    @Test
    void refusesKeysThatDisagreeEvenWhenEachIsGood() {
        Map<String, Object> form = TestSource.form();
        form.put("writeKey", TestSource.create().writeKey());
        TestSource.create().submit(form).then().statusCode(401);
    }

    @Test
    void repeatedFormIsTheSameSignupAndNoNews() {
        TestSource source = TestSource.create();
        Map<String, Object> form = TestSource.form();
        String id = source.submit(form).then().statusCode(202).extract().path("id");
        form.put("email", form.get("email").toString().toUpperCase());
        form.put("name", "  Maya Lin ");
        source.submit(form).then().statusCode(202).body("id", equalTo(id));

        form.put("useCase", "Something else");
        source.submit(form).then().statusCode(202).body("id", not(equalTo(id)));
        String email = form.get("email").toString().toLowerCase();
        assertEquals(
                2,
                TestTopics.await(Topics.SIGNUPS, SignupQualified.class, 2, event -> event.answers()
                                .email()
                                .equals(email))
                        .size());
    }

    @Test
    void sameAnswersOnAnotherSourceAreAnotherSignup() {
        Map<String, Object> form = TestSource.form();
        String id = TestSource.create().submit(form).path("id");
        TestSource.create().submit(form).then().statusCode(202).body("id", not(equalTo(id)));
    }

    @Test
    void honoursTheIdempotencyKey() {
        TestSource source = TestSource.create();
        Map<String, Object> form = TestSource.form();
        String key = UUID.randomUUID().toString();
        Response first =
                source.sender().header("Idempotency-Key", key).body(form).post("/api/v1/signups");
        first.then().statusCode(202);
        source.sender()
                .header("Idempotency-Key", key)
                .body(form)
                .post("/api/v1/signups")
                .then()
                .statusCode(202)
                .header("Location", first.header("Location"))
                .body("id", equalTo(first.path("id")));
        source.sender()
                .header("Idempotency-Key", key)
                .body(TestSource.form())
                .post("/api/v1/signups")
                .then()
                .statusCode(422);
    }

    @Test
    void listsTheSignupsOfAnAccountLatestFirst() {
        TestSource source = TestSource.create();
        String domain = UUID.randomUUID() + ".com";
        List<String> submitted = new ArrayList<>();
        for (String person : List.of("ann", "bob", "eve")) {
            submitted.add(
                    0, source.submit(TestSource.form(person + "@" + domain)).path("id"));
        }
        for (String role : List.of("admin", "analyst", "account-executive")) {
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                var page = given().auth()
                        .oauth2(Tokens.of(role))
                        .queryParam("accountId", AccountId.ofDomain(domain))
                        .queryParam("limit", 2)
                        .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                        .get("/api/v1/signups")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
                seen.addAll(page.getList("items.id"));
                assertEquals("Acme", page.getString("items[0].answers.company"));
                assertEquals("11-50", page.getString("items[0].answers.companySize"));
                cursor = page.getString("nextCursor");
            } while (cursor != null);
            assertEquals(submitted, seen);
        }
    }

    @Test
    void showsTheListToNobodyWithoutARole() {
        given().get("/api/v1/signups").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.of("visitor"))
                .get("/api/v1/signups")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(Tokens.wrongAudience("admin"))
                .get("/api/v1/signups")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestSource.create().writeKey())
                .get("/api/v1/signups")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(Tokens.of("admin"))
                .get("/api/v1/signups?cursor=bm9uc2Vuc2U")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(Tokens.of("admin"))
                .get("/api/v1/signups?accountId=acme")
                .then()
                .statusCode(400);
    }

    @Test
    void signupShowsNothingOfThePersonToWhoeverHoldsItsId() {
        Map<String, Object> form = TestSource.form();
        String id = TestSource.create().submit(form).path("id");
        given().get("/api/v1/signups/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("status", equalTo("PENDING"))
                .body(not(containsString("maya")))
                .body(not(containsString("Acme")));
        given().get("/api/v1/signups/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }
}

package io.tandem.signup.signups;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.TestSource.admin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class FormProtectionTest {
    @Inject
    DataSource database;

    private TestSource source;

    @BeforeEach
    void createSource() {
        source = TestSource.create();
    }

    @ParameterizedTest
    @CsvSource({"website2,x,HONEYPOT", "fillMillis,200,TOO_FAST"})
    void robotsAreAnsweredLikePeopleAndKeptToBeReleased(String member, String value, String cause) {
        Map<String, Object> form = TestSource.form();
        form.put(member, member.equals("fillMillis") ? Integer.valueOf(value) : value);
        String id = source.submit(form)
                .then()
                .statusCode(202)
                .body("status", equalTo("PENDING"))
                .body("returningToken", notNullValue())
                .extract()
                .path("id");
        given().get("/api/v1/signups/" + id).then().statusCode(200).body("status", equalTo("PENDING"));
        String refused = "/api/v1/sources/" + source.id() + "/refused-signups";
        admin().get(refused)
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(id))
                .body("items[0].cause", equalTo(cause));
        assertEquals(0, published(form));

        admin().post(refused + "/" + id + "/release").then().statusCode(200).body("id", equalTo(id));
        assertNotNull(awaitPublished(form));
        admin().post(refused + "/" + id + "/release").then().statusCode(409);
    }

    @Test
    void whoComesBackMayBeAsFastAsTheirBrowserFillsIn() {
        Map<String, Object> form = TestSource.form();
        String token = source.submit(form).path("returningToken");
        Map<String, Object> again =
                Map.of("email", form.get("email"), "talkToSales", true, "returningToken", token, "fillMillis", 200);
        String id = source.submit(again).then().statusCode(202).extract().path("id");
        TestTopics.await(
                Topics.SIGNUPS,
                SignupQualified.class,
                event -> event.answers().signupId().toString().equals(id));

        Map<String, Object> other = TestSource.form();
        other.put("returningToken", token);
        other.put("fillMillis", 200);
        source.submit(other).then().statusCode(202);
        admin().get("/api/v1/sources/" + source.id() + "/refused-signups")
                .then()
                .body("items.cause", contains("TOO_FAST"));
    }

    @Test
    void tooManyFromOneAddressAreAskedToComeBackLater() {
        source.publish(form -> form.put("limits", Map.of("perAddress", 2)));
        for (int status : new int[] {202, 202, 429}) {
            Response answer = given().header("X-Forwarded-For", "203.0.113.7")
                    .auth()
                    .preemptive()
                    .basic(source.writeKey(), "")
                    .contentType(ContentType.JSON)
                    .body(TestSource.form())
                    .post("/api/v1/signups");
            answer.then().statusCode(status);
            if (status == 429) {
                answer.then().header("Retry-After", matchesRegex("[0-9]+"));
            }
        }
    }

    @Test
    void pageOfAServerSourceIsLimitedLikeAnyPage() {
        TestSource server = TestSource.create("SERVER").publish(form -> form.put("limits", Map.of("perAddress", 1)));
        String page = given().get("/forms/" + server.id())
                .then()
                .statusCode(200)
                .extract()
                .asString();
        String token = page.replaceAll("(?s).*(tp_[A-Za-z0-9_-]+).*", "$1");
        for (int status : new int[] {202, 429}) {
            given().header("X-Forwarded-For", "203.0.113.8")
                    .auth()
                    .oauth2(token)
                    .contentType(ContentType.JSON)
                    .body(TestSource.form())
                    .post("/api/v1/signups")
                    .then()
                    .statusCode(status);
        }
        server.submit(TestSource.form()).then().statusCode(202);
        server.submit(TestSource.form()).then().statusCode(202);
    }

    @Test
    void nobodysMailboxIsFilledByOthers() {
        String victim = UUID.randomUUID() + "@gmail.com";
        Map<String, Object> form = TestSource.form(victim);
        for (String kind : new String[] {"WEBSITE", "SERVER", "NEWSLETTER", "WEBSITE", "APP"}) {
            source = confirming(kind);
            source.submit(form).then().statusCode(202);
        }
        source.submit(form).then().statusCode(202);
        confirming("SERVER").submit(form).then().statusCode(429).header("Retry-After", matchesRegex("3[0-9]{3}"));
        form.put("email", "x" + victim);
        source.submit(form).then().statusCode(202);
    }

    private static TestSource confirming(String kind) {
        return TestSource.create(kind).publish(form -> form.put("doubleOptIn", true));
    }

    @Test
    void tooManyFromOneCompanyAreAskedToComeBackLater() {
        source.publish(form -> form.put("limits", Map.of("perDomain", 1)));
        Map<String, Object> form = TestSource.form();
        source.submit(form).then().statusCode(202);
        source.submit(form).then().statusCode(429);
        source.submit(TestSource.form()).then().statusCode(202);
    }

    @Test
    void throwAwayAddressesAreRefusedOnlyWhereTheFormSaysSo() {
        Map<String, Object> form = TestSource.form("maya" + System.nanoTime() + "@mailinator.com");
        source.submit(form).then().statusCode(202);
        source.publish(definition -> definition.put("refuseDisposable", true));
        source.submit(form).then().statusCode(400).body("errors.field", contains("email"));
    }

    @Test
    void whoComesBackIsNotAskedAgain() {
        Map<String, Object> form = TestSource.form();
        String token = source.submit(form).path("returningToken");
        given().queryParam("person", token)
                .get("/api/v1/forms/" + source.id())
                .then()
                .statusCode(200)
                .body("known", hasItem("companySize"))
                .body("fields.name", not(hasItem("companySize")));

        signsUpWithTheRole(form.get("email"), token);
    }

    @Test
    void whoComesBackOverAnotherFormIsNotAskedAgain() {
        TestSource newsletter = emailOnly();
        Map<String, Object> form = TestSource.form();
        Map<String, Object> letter = new LinkedHashMap<>(Map.of("email", form.get("email")));
        newsletter.submit(letter).then().statusCode(202);
        letter.put("returningToken", source.submit(form).path("returningToken"));
        String token = knowsTheRole(newsletter.submit(Map.of(
                "email", form.get("email"),
                "returningToken", letter.get("returningToken"),
                "userId", "u-1")));
        knowsTheRole(newsletter.submit(letter));
        letter.put("website2", "x");
        knowsTheRole(newsletter.submit(letter));

        signsUpWithTheRole(form.get("email"), token);
    }

    @Test
    void whoComesBackIsNotAskedAgainHowTheyHeardOfUs() {
        source.publish(form -> form.put(
                "fields",
                List.of(
                        SaidOnFormsTest.field("email", "email", true, "ALWAYS"),
                        SaidOnFormsTest.field("selfReported", "text", true, "UNKNOWN"))));
        Object email = TestSource.form().get("email");
        String token = source.submit(Map.of("email", email, "selfReported", "A podcast"))
                .path("returningToken");
        given().queryParam("person", token)
                .get("/api/v1/forms/" + source.id())
                .then()
                .body("known", contains("selfReported"));
        String id = source.submit(Map.of("email", email, "returningToken", token, "userId", "u-1"))
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        admin().get("/api/v1/attributions/" + id).then().body("selfReported", equalTo("A podcast"));
    }

    @Test
    void whoBringsNoTokenIsNotTakenForWhomItTellsOf() {
        Map<String, Object> form = TestSource.form();
        TestSource newsletter = emailOnly();
        String token = source.submit(form).path("returningToken");
        Map<String, Object> letter = Map.of("email", form.get("email"));
        Map<String, Object> returning = Map.of("email", form.get("email"), "returningToken", token);
        String mine =
                newsletter.submit(returning).then().statusCode(202).extract().path("id");

        Response stranger = newsletter.submit(letter);
        assertNotEquals(mine, stranger.path("id"));
        given().queryParam("person", stranger.<String>path("returningToken"))
                .get("/api/v1/forms/" + source.id())
                .then()
                .body("known", empty());
        assertEquals(mine, newsletter.submit(returning).path("id"));
    }

    /** Though nobody says it again. */
    private void signsUpWithTheRole(Object email, String token) {
        source.submit(Map.of("email", email, "talkToSales", true, "returningToken", token))
                .then()
                .statusCode(202);
        assertEquals(
                "Head of Growth",
                TestTopics.await(
                                Topics.SIGNUPS,
                                SignupQualified.class,
                                event -> event.answers().talkToSales()
                                        && event.answers().email().equals(email))
                        .answers()
                        .role());
    }

    /** The token that came with the answer. */
    private String knowsTheRole(Response answer) {
        String token = answer.then().statusCode(202).extract().path("returningToken");
        given().queryParam("person", token)
                .get("/api/v1/forms/" + source.id())
                .then()
                .statusCode(200)
                .body("known", hasItem("role"));
        return token;
    }

    private static TestSource emailOnly() {
        return TestSource.create("NEWSLETTER")
                .publish(form -> form.put("fields", List.of(SaidOnFormsTest.field("email", "email", true, "ALWAYS"))));
    }

    @Test
    void releasedSignupIsReadByTheFormThatWasFilledInHoweverLongAgo() throws SQLException {
        source.publish(form -> form.put(
                "fields",
                List.of(
                        SaidOnFormsTest.field("email", "email", true, "ALWAYS"),
                        SaidOnFormsTest.field("custom.tool", "text", false, "ALWAYS"))));
        Object email = TestSource.form().get("email");
        String id = source.submit(Map.of("email", email, "custom", Map.of("tool", "csv"), "website2", "x"))
                .path("id");
        source.publish(form -> form.put("doubleOptIn", true));
        execute("UPDATE form_version SET retired_at = now() - interval '2 days' WHERE version = 1 AND source_id = '"
                + source.id() + "'");
        released(id).body("status", equalTo("PENDING"));
        assertEquals(
                Map.of("tool", "csv"),
                TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                                .email()
                                .equals(email))
                        .answers()
                        .custom());
    }

    @Test
    void releasedSignupCanBeConfirmedHoweverLongAgoItWasRefused() throws SQLException {
        source.publish(form -> form.put("doubleOptIn", true));
        Map<String, Object> form = TestSource.form();
        form.put("website2", "x");
        String id = source.submit(form).path("id");
        execute("UPDATE refused_signup SET refused_at = now() - interval '8 days' WHERE id = '" + id + "'");
        released(id).body("status", equalTo("UNCONFIRMED"));
        String link = admin().get("/api/v1/signups/" + id + "/confirmation").path("link");
        given().contentType(ContentType.JSON)
                .body(Map.of("token", link.substring(link.indexOf('#') + 1)))
                .post("/api/v1/signup-confirmations")
                .then()
                .statusCode(200)
                .body("status", equalTo("PENDING"));
    }

    private ValidatableResponse released(String id) {
        return admin().post("/api/v1/sources/" + source.id() + "/refused-signups/" + id + "/release")
                .then()
                .statusCode(200);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void tokenTellsNothingOfAnybodyElse() {
        String token = source.submit(TestSource.form()).path("returningToken");
        String another = (token.startsWith("A") ? "B" : "A") + token.substring(1);
        for (String bad : new String[] {"nonsense", token.substring(1), another}) {
            given().queryParam("person", bad)
                    .get("/api/v1/forms/" + source.id())
                    .then()
                    .statusCode(200)
                    .body("known", empty());
        }
        source.submit(Map.of("email", TestSource.form().get("email"), "returningToken", token))
                .then()
                .statusCode(400)
                .body("errors.field", contains("companySize", "role", "useCase"));
    }

    private static int published(Map<String, Object> form) {
        return TestTopics.present(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                        .email()
                        .equals(form.get("email")))
                .size();
    }

    private static SignupQualified awaitPublished(Map<String, Object> form) {
        return TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                .email()
                .equals(form.get("email")));
    }
}

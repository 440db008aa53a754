package io.tandem.signup.attribution;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.attribution.Visits.tell;
import static io.tandem.signup.attribution.Visits.touch;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.tandem.contracts.Attribution;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.kit.testing.Tokens;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class AttributionTest {
    private static final String ATTRIBUTIONS = "/api/v1/attributions/";

    private TestSource source;
    private final String browser = UUID.randomUUID().toString();

    @Inject
    DataSource database;

    @BeforeEach
    void createSource() {
        source = TestSource.create();
    }

    @Test
    void tellsScoringOfVisitsInTheBodyAndOfEarlierOnes() {
        tell(source, browser, List.of(touch(3, "ads"))).statusCode(204);
        Map<String, Object> form = form(browser);
        form.put("touches", List.of(touch(1, "news"), touch(2, "partner"), touch(3, "ads")));
        form.put("selfReported", " A podcast ");
        submit(form);

        Attribution told = told(form);
        assertEquals(3, told.touches());
        assertEquals("ads", told.first().utm().get("source"));
        assertEquals("news", told.last().utm().get("source"));
        assertEquals("A podcast", told.selfReported());
        assertEquals("https://acme.com/pricing", told.last().landingPage());
        assertEquals("https://search.example/find", told.last().referrer());
        assertEquals(Map.of("gclid", "c-1"), told.last().clickIds());
    }

    @Test
    void joinsThePersonsOtherBrowsersAndVisitsWithoutABrowser() {
        Map<String, Object> first = form(browser);
        first.put("touches", List.of(touch(9, "ads")));
        submit(first);
        Map<String, Object> second = form(null);
        second.put("email", first.get("email"));
        second.put("touches", List.of(touch(5, "news")));
        submit(second);
        Map<String, Object> third = form(UUID.randomUUID().toString());
        third.put("email", first.get("email"));
        String id = submit(third);
        attribution(id).body("path.touch.utm.source", contains("ads", "news"));
    }

    @Test
    void countsVisitsThatAreToldAfterTheSignupAndSharesTheCredit() {
        Map<String, Object> form = form(browser);
        form.put("touches", List.of(touch(1, "news")));
        String id = submit(form);
        tell(source, browser, List.of(touch(4, "ads"), touch(2, "partner"))).statusCode(204);
        tell(source, browser, List.of(touch(-10_000, "after"))).statusCode(204);
        attribution(id)
                .body("signupId", equalTo(id))
                .body("first.utm.source", equalTo("ads"))
                .body("last.utm.source", equalTo("news"))
                .body("selfReported", equalTo(null))
                .body("path.touch.utm.source", contains("ads", "partner", "news"))
                .body("path.shares.firstTouch", contains(1f, 0f, 0f))
                .body("path.shares.lastTouch", contains(0f, 0f, 1f))
                .body("path.shares.linear", contains(1f / 3, 1f / 3, 1f / 3))
                .body("path.shares.uShaped", contains(0.4f, 0.2f, 0.4f));
    }

    @Test
    void firstVisitCountsHoweverManyCameAfterIt() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement insert = connection.createStatement()) {
            insert.execute("""
                    INSERT INTO touch (id, anonymous_id, source_id, at, utm, click_ids)
                    SELECT gen_random_uuid(), '%s', gen_random_uuid(), now() - n * interval '1 minute',
                        jsonb_build_object('source', 'visit' || n), '{}' FROM generate_series(1, 600) AS n
                    """.formatted(browser));
        }
        Map<String, Object> form = form(browser);
        String id = submit(form);
        assertEquals(Map.of("source", "visit600"), told(form).first().utm());
        assertEquals(Map.of("source", "visit1"), told(form).last().utm());
        attribution(id).body("first.utm.source", equalTo("visit600"));
    }

    @Test
    void countsTheCampaignThatAFormWithoutVisitsNames() {
        Map<String, Object> form = form(null);
        form.put("utm", Map.of("utm_source", "fair", "campaign", "march"));
        String id = submit(form);
        assertEquals(
                Map.of("source", "fair", "campaign", "march"),
                told(form).first().utm());
        attribution(id).body("path.touch.utm.source", contains("fair")).body("last.utm.campaign", equalTo("march"));
    }

    @Test
    void saysNothingOfWhoCameFromNowhere() {
        Map<String, Object> form = form(browser);
        form.put("touches", List.of(Map.of("at", Instant.now().toString(), "landingPage", "https://acme.com/")));
        String id = submit(form);
        assertNull(told(form));
        attribution(id).body("path", hasSize(0)).body("first", equalTo(null));
    }

    @Test
    void isReadByPeopleOfTheCompanyOnly() {
        String id = submit(form(browser));
        given().get(ATTRIBUTIONS + id).then().statusCode(401);
        given().auth()
                .oauth2(Tokens.of("account-executive"))
                .get(ATTRIBUTIONS + id)
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(Tokens.of("analyst"))
                .get(ATTRIBUTIONS + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    private static Map<String, Object> form(String anonymousId) {
        Map<String, Object> form = TestSource.form();
        form.put("anonymousId", anonymousId);
        form.remove("utm");
        return form;
    }

    private String submit(Map<String, Object> form) {
        return source.submit(form).then().statusCode(202).extract().path("id");
    }

    private static Attribution told(Map<String, Object> form) {
        return TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                        .email()
                        .equals(form.get("email")))
                .attribution();
    }

    private static ValidatableResponse attribution(String id) {
        return given().auth()
                .oauth2(Tokens.of("analyst"))
                .get(ATTRIBUTIONS + id)
                .then()
                .statusCode(200);
    }
}

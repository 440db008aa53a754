package io.tandem.signup.attribution;

import static io.restassured.RestAssured.given;
import static io.tandem.signup.attribution.Visits.TOUCHES;
import static io.tandem.signup.attribution.Visits.hoursAgo;
import static io.tandem.signup.attribution.Visits.send;
import static io.tandem.signup.attribution.Visits.tell;
import static io.tandem.signup.attribution.Visits.touch;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class TouchesResourceTest {
    private TestSource source;
    private final String browser = UUID.randomUUID().toString();

    @Inject
    DataSource database;

    @Inject
    TouchService service;

    @BeforeEach
    void createSource() {
        source = TestSource.create();
    }

    @Test
    void storesWhatIsToldTwiceOnce() throws SQLException {
        Map<String, Object> touch = touch(1, "ads");
        tell(source, browser, List.of(touch, touch)).statusCode(204);
        tell(source, browser, List.of(touch)).statusCode(204);
        assertEquals(1, count(browser));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2020-01-01T00:00:00Z"})
    void leavesOutVisitsThatAreTooOld(String at) throws SQLException {
        tell(source, browser, List.of(Map.of("at", at, "utm", Map.of("source", "ads"))))
                .statusCode(204);
        assertEquals(0, count(browser));
    }

    @Test
    void takesATimeOfAWrongClockForNow() throws SQLException {
        tell(source, browser, List.of(Map.of("at", "+1000000000-01-01T00:00:00Z", "utm", Map.of("source", "ads"))))
                .statusCode(204);
        assertEquals(1, count(browser));
    }

    @Test
    void purgesOldVisitsThatNobodySignedUpAfter() throws SQLException {
        String claimed = UUID.randomUUID().toString();
        String young = UUID.randomUUID().toString();
        List.of(browser, claimed, young)
                .forEach(visitor ->
                        tell(source, visitor, List.of(touch(1, "ads"), touch(2, "news"), touch(3, "partner"))));
        Map<String, Object> form = TestSource.form();
        form.put("anonymousId", claimed);
        form.remove("utm");
        source.submit(form).then().statusCode(202);
        execute("UPDATE touch SET at = at - interval '401 days' WHERE anonymous_id <> '" + young + "'");
        service.purge();
        assertEquals(0, count(browser));
        assertEquals(3, count(claimed));
        assertEquals(3, count(young));
    }

    @Test
    void namesAllFaultsAtOnce() {
        source.sender()
                .body(Map.of(
                        "anonymousId",
                        " ",
                        "touches",
                        List.of(
                                Map.of("landingPage", "x".repeat(1001)),
                                Map.of("at", Instant.now().toString()))))
                .post(TOUCHES)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItems("anonymousId", "touches[0].at", "touches[0].landingPage"));
    }

    @Test
    void takesFiftyVisitsAtOnceAndNotOneMore() throws SQLException {
        List<Map<String, Object>> touches = new ArrayList<>();
        for (int hour = 1; hour <= 50; hour++) {
            touches.add(Map.of("at", hoursAgo(hour), "utm", Map.of("source", "ads")));
        }
        send(source, Map.of("anonymousId", browser, "touches", touches)).statusCode(204);
        assertEquals(50, count(browser));
        touches.add(touch(51, "ads"));
        send(source, Map.of("anonymousId", browser, "touches", touches)).statusCode(400);
        send(source, Map.of("anonymousId", browser, "touches", List.of())).statusCode(400);
        send(source, Map.of("anonymousId", browser)).statusCode(400);
        send(source, Map.of("anonymousId", "x".repeat(40_000))).statusCode(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"touches\":[null],\"anonymousId\":\"a\"}",
                "{\"touches\":[{\"at\":\"noon\"}]}",
                "{"
            })
    void refusesWhatIsMalformed(String body) {
        source.sender().body(body).post(TOUCHES).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void needsAValidWriteKey() {
        Map<String, Object> body = Map.of("anonymousId", browser, "touches", List.of(touch(1, "ads")));
        given().contentType("application/json").body(body).post(TOUCHES).then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("wrong", "")
                .contentType("application/json")
                .body(body)
                .post(TOUCHES)
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .body(Map.of("writeKey", source.writeKey(), "anonymousId", browser, "touches", List.of(touch(1, "a"))))
                .post(TOUCHES)
                .then()
                .statusCode(204);
    }

    @Test
    void letsOneAddressTellOnlySoOften() {
        String address =
                "2001:db8:ffff:" + Integer.toHexString(UUID.randomUUID().hashCode() & 0xffff) + "::1";
        int calls = 0;
        Response answer;
        do {
            answer = given().header("X-Forwarded-For", address)
                    .contentType("application/json")
                    .body(Map.of("writeKey", source.writeKey()))
                    .post(TOUCHES);
            calls++;
        } while (answer.statusCode() == 400 && calls < 200);
        answer.then().statusCode(429).header("Retry-After", notNullValue());
        source.sender().body(Map.of()).post(TOUCHES).then().statusCode(400);
    }

    private int count(String anonymousId) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery("SELECT count(*) FROM touch WHERE anonymous_id = '" + anonymousId + "'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

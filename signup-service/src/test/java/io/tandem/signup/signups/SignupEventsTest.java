package io.tandem.signup.signups;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.tandem.contracts.Motion;
import io.tandem.contracts.RouteDecided;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.signup.Routing;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class SignupEventsTest {
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @TestHTTPResource("/api/v1/signups")
    URI signups;

    @Test
    void tellsTheDecisionWhenItComesAndEnds() throws Exception {
        Map<String, Object> form = TestSource.form();
        String id = TestSource.create().submit(form).path("id");
        Iterator<String> lines = open(id).iterator();
        assertEquals(":waiting", lines.next().replace(": ", ":"));

        RouteDecided decided = Routing.answer(form.get("email").toString(), Motion.SALES_LED);
        List<String> rest = meaningful(lines);
        assertEquals("event:decided", rest.get(0).replace(": ", ":"));
        JsonPath told = JsonPath.from(rest.get(1).substring("data:".length()));
        assertEquals(2, rest.size(), rest.toString());
        assertEquals(id, told.getString("id"));
        assertEquals("DECIDED", told.getString("status"));
        assertEquals(decided.decisionId().toString(), told.getString("decision.id"));
    }

    @Test
    void tellsAKnownDecisionAtOnce() throws Exception {
        Map<String, Object> form = TestSource.form();
        TestSource source = TestSource.create();
        String id = source.submit(form).path("id");
        Routing.answer(form.get("email").toString(), Motion.SELF_SERVE);
        org.awaitility.Awaitility.await().until(() -> "DECIDED"
                .equals(given().get("/api/v1/signups/" + id).path("status")));

        Iterator<String> lines = open(id).iterator();
        assertEquals("event:decided", lines.next().replace(": ", ":"));
        assertTrue(meaningful(lines).get(0).contains("SELF_SERVE"));
    }

    @Test
    void knowsNoStreamOfUnknownSignups() {
        given().header("Accept", "text/event-stream")
                .get("/api/v1/signups/" + UUID.randomUUID() + "/events")
                .then()
                .statusCode(404);
    }

    private Stream<String> open(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(signups + "/" + id + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<Stream<String>> response = BROWSER.send(request, HttpResponse.BodyHandlers.ofLines());
        assertEquals(200, response.statusCode());
        return response.body();
    }

    /** Until the end of the stream, without heartbeats. */
    private static List<String> meaningful(Iterator<String> lines) {
        return Stream.generate(() -> lines.hasNext() ? lines.next() : "end")
                .takeWhile(line -> !line.equals("end"))
                .filter(line -> !line.isBlank() && !line.startsWith(":"))
                .toList();
    }
}

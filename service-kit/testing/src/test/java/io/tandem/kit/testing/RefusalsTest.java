package io.tandem.kit.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class RefusalsTest {
    private static final String SAMPLES = "/api/v1/samples";
    private static final String GOOD = "{\"name\":\"a\",\"colour\":\"RED\"}";

    @Test
    void takesAGoodRequest() {
        given().contentType("application/json")
                .body(GOOD)
                .post(SAMPLES)
                .then()
                .statusCode(200)
                .body("name", is("a"));
    }

    @Test
    void namesEveryFaultOfABodyAtOnce() {
        refused(post("{\"size\":11,\"inner\":{},\"inners\":[{\"source\":\"x\"},{}]}"), 400)
                .body("errors.field", contains("colour", "inner.source", "inners[1].source", "name", "size"))
                .body("errors.detail", hasItem("must not be blank"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"colour\":\"BLUE\"}|colour|one of RED, GREEN",
                "{\"name\":\"a\",\"colour\":0}|colour|one of RED, GREEN",
                "{\"name\":\"a\",\"colour\":\"RED\",\"size\":\"many\"}|size|a number",
                "{\"name\":\"a\",\"colour\":\"RED\",\"size\":1.5}|size|a number",
                "{\"name\":\"a\",\"colour\":\"RED\",\"size\":99999999999}|size|a number",
                "{\"name\":\"a\",\"colour\":\"RED\",\"at\":\"yesterday\"}|at|ISO 8601",
                "{\"name\":\"a\",\"colour\":\"RED\",\"id\":\"42\"}|id|a UUID",
                "{\"name\":\"a\",\"colour\":\"RED\",\"inner\":7}|inner|an object",
                "{\"name\":\"a\",\"colour\":\"RED\",\"inners\":{}}|inners|an array",
                "{\"name\":\"a\",\"colour\":\"RED\",\"inners\":[{\"source\":[]}]}|inners[0].source|a string",
                "[]|body|an object",
                "\"text\"|body|an object",
            })
    void namesTheFieldOfTheWrongType(String body, String field, String expected) {
        refused(post(body), 400).body("errors[0].field", is(field)).body("errors[0].detail", containsString(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"name\":}", "no json", "{\"name\":\"a\",\"colour\":\"RED\"} trailing", "{\"name\":\"a"})
    void namesThePlaceOfASyntaxError(String body) {
        refused(post(body), 400).body("detail", matchesRegex(".*line 1, column \\d+.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null"})
    void refusesAMissingBody(String body) {
        refused(post(body), 400);
    }

    @Test
    void refusesNoBodyAtAll() {
        refused(given().contentType("application/json").post(SAMPLES).then(), 400);
        assertRefused(sendPlainly(SAMPLES, request -> request.POST(BodyPublishers.noBody())), 400);
    }

    @Test
    void refusesDeepNestingAndNul() {
        refused(post("{\"anything\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5000) + "}"), 400);
        refused(post("{\"anything\":{\"a\":" + "[".repeat(100_000)), 400);
        refused(post("{\"name\":\"a\\u0000b\",\"colour\":\"RED\"}"), 400).body("detail", containsString("NUL"));
        refused(post("{\"name\":\"a\",\"colour\":\"RED\",\"anything\":{\"k\\u0000\":1}}"), 400);
        refused(post("{\"name\":\"a\0b\",\"colour\":\"RED\"}"), 400);
        post("{\"name\":\"a\\\\u0000b\",\"colour\":\"RED\"}").statusCode(200);
    }

    @Test
    void refusesBytesThatAreNoText() {
        refused(
                given().contentType("application/json")
                        .body(new byte[] {
                            '{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'
                        })
                        .post(SAMPLES)
                        .then(),
                400);
    }

    @Test
    void tellsUnknownAddressMethodAndMediaTypes() {
        refused(given().get("/api/v1/nothing").then(), 404);
        refused(given().get("/nowhere").then(), 404);
        refused(given().get("/q/nowhere").then(), 404);
        refused(given().delete(SAMPLES).then(), 405);
        refused(given().accept("text/csv").get(SAMPLES).then(), 406);
        refused(given().contentType("text/plain").body(GOOD).post(SAMPLES).then(), 415)
                .body("detail", is("This address does not take this media type."));
        refused(given().get(SAMPLES + "/by-id/42").then(), 404);
    }

    @Test
    void tellsQueryParametersOfTheWrongType() {
        refused(given().queryParam("colour", "BLUE").get(SAMPLES + "/typed").then(), 400)
                .body("errors[0].field", is("colour"));
        refused(
                        given().queryParam("id", "42")
                                .queryParam("colour", "RED")
                                .get(SAMPLES + "/typed")
                                .then(),
                        400)
                .body("errors.field", contains("id"));
        given().queryParam("colour", "RED").get(SAMPLES + "/typed").then().statusCode(200);
        refused(given().queryParam("colour", "2").get(SAMPLES + "/by-id/42").then(), 404);
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,201", "limit,many", "limit,-1", "limit,99999999999", "cursor,%%%", "cursor,YWJj"})
    void refusesForeignPages(String parameter, String value) {
        refused(given().queryParam(parameter, value).get(SAMPLES).then(), 400).body("errors[0].field", is(parameter));
    }

    @Test
    void walksAllPages() {
        int seen = 0;
        String cursor = null;
        do {
            var request = given().queryParam("limit", 50);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get(SAMPLES).then().statusCode(200).extract().jsonPath();
            seen += page.getList("items").size();
            cursor = page.getString("nextCursor");
        } while (cursor != null);
        assertEquals(120, seen);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        var large = new byte[2_000_000];
        Arrays.fill(large, (byte) ' ');
        for (var path : new String[] {SAMPLES, SAMPLES + "/raw"}) {
            assertRefused(sendPlainly(path, json(BodyPublishers.ofByteArray(large))), 413);
            var unannounced = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
            assertRefused(sendPlainly(path, json(unannounced)), 413);
        }
    }

    @Test
    void takesALargeBodyWhereOneIsExpected() {
        var path = SAMPLES + "/large";
        var large = new byte[2_000_000];
        given().body(large).post(path).then().statusCode(200).body("bytes", is(large.length));
        var unannounced = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertEquals(200, sendPlainly(path, json(unannounced)).statusCode());

        var tooLarge = new byte[3_200_000];
        assertRefused(sendPlainly(path, json(BodyPublishers.ofByteArray(tooLarge))), 413);
        var tooLargeUnannounced = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLarge));
        assertRefused(sendPlainly(path, json(tooLargeUnannounced)), 413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/samples;a=b",
                "/api//v1/samples",
                "/api/v1/samples%2fmine",
                "/api/v1/samples%2Fmine",
                "/api/v1%5csamples",
                "/api/v1%5Csamples",
                "/api/v1/samples%3bx",
                "/api/v1/samples%3Bx",
                "//api/v1/samples",
                "/api/v1/samples/mine%00",
                "/api/v1/nothing/../samples",
                "/api/v1/%2E%2e/v1/samples",
                "/api/./v1/samples",
                "/api/v1/samples/..",
                "/api/v1/samples?cursor=%00"
            })
    void refusesAmbiguousPaths(String path) {
        assertRefused(sendPlainly(path, HttpRequest.Builder::GET), 400);
    }

    @Test
    void leavesTheQueryAlone() {
        given().urlEncodingEnabled(false)
                .get(SAMPLES + "/typed?next=a;b//c%2Fd")
                .then()
                .statusCode(200);
    }

    @Test
    void hidesInternalsButTellsTheTrace() {
        refused(given().get(SAMPLES + "/failure").then(), 500)
                .body("traceId", matchesRegex("[0-9a-f]{32}"))
                .body(not(containsString("secret")))
                .body(not(containsString("Exception")));
    }

    @Test
    void passesOnWhatAServiceRefuses() {
        refused(given().get(SAMPLES + "/conflict").then(), 409)
                .body("type", is("urn:tandem:problem:name-taken"))
                .body("title", is("Name taken"))
                .body("name", is("x"));
        refused(given().get(SAMPLES + "/busy").then(), 429).header("Retry-After", is("7"));
    }

    @Test
    void admitsOnlyGoodTokensOfTheRightRole() {
        asks(Tokens.of("admin")).statusCode(200).body("name", equalTo("admin"));
        asks(Tokens.of("account-executive", "maya@tandem.example"))
                .statusCode(200)
                .body("name", equalTo("maya"));
        refused(asks(Tokens.of("analyst")), 403);
        for (var bad : new String[] {
            Tokens.wrongAudience("admin"),
            Tokens.wrongIssuer("admin"),
            Tokens.expired("admin"),
            Tokens.forged("admin"),
            Tokens.unsigned("admin"),
            "nonsense",
            "a.b.c"
        }) {
            refused(asks(bad), 401).header("WWW-Authenticate", is("Bearer"));
        }
        refused(given().get(SAMPLES + "/mine").then(), 401).header("WWW-Authenticate", is("Bearer"));
        refused(
                given().auth()
                        .preemptive()
                        .basic("a", "b")
                        .get(SAMPLES + "/mine")
                        .then(),
                401);
    }

    @Test
    void looksAtTheTokenBeforeTheBody() {
        refused(
                given().contentType("application/json")
                        .body("{")
                        .post(SAMPLES + "/admin-only")
                        .then(),
                401);
        refused(
                given().auth()
                        .oauth2(Tokens.of("analyst"))
                        .contentType("application/json")
                        .body("{")
                        .post(SAMPLES + "/admin-only")
                        .then(),
                403);
    }

    @Test
    void deniesWhatNobodyAllowed() {
        refused(given().get(SAMPLES + "/forgotten").then(), 401);
        refused(
                given().auth()
                        .oauth2(Tokens.of("admin"))
                        .get(SAMPLES + "/forgotten")
                        .then(),
                403);
    }

    @Test
    void leavesKeysOfPublicOperationsAlone() {
        given().header("Authorization", "Bearer tk_1")
                .contentType("application/json")
                .body("{}")
                .post(SAMPLES + "/keyed")
                .then()
                .statusCode(200)
                .body("key", is("tk_1"));
        given().auth()
                .preemptive()
                .basic("tk_1", "")
                .contentType("application/json")
                .body("{\"writeKey\":\"tk_1\"}")
                .post(SAMPLES + "/keyed")
                .then()
                .statusCode(200)
                .body("key", is("tk_1"));
        refused(
                given().header("Authorization", "Bearer tk_1")
                        .contentType("application/json")
                        .body("{\"writeKey\":\"tk_2\"}")
                        .post(SAMPLES + "/keyed")
                        .then(),
                401);
    }

    @Test
    void describesItself() {
        given().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("http_server_requests_seconds"));
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/samples/mine'.get.security[0].token", hasItems("admin", "account-executive"))
                .body("components.securitySchemes.token.scheme", is("bearer"))
                .body(
                        "paths.'/api/v1/samples/mine'.get.responses.'403'.content.'application/problem+json'.schema.'$ref'",
                        is("#/components/schemas/Problem"))
                .body("paths.'/api/v1/samples'.post.responses", hasKey("default"))
                .body("components.schemas.Problem.properties", hasKey("traceId"));
    }

    private static UnaryOperator<HttpRequest.Builder> json(BodyPublisher body) {
        return request -> request.header("Content-Type", "application/json").POST(body);
    }

    /** Sends what REST Assured would tidy up. */
    private static HttpResponse<String> sendPlainly(String path, UnaryOperator<HttpRequest.Builder> with) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path));
            return HttpClient.newHttpClient().send(with.apply(request).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(HttpResponse<String> response, int status) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""));
        assertTrue(response.body().contains("\"status\":" + status), response.body());
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(SAMPLES)
                .then();
    }

    private static ValidatableResponse asks(String token) {
        return given().auth().oauth2(token).get(SAMPLES + "/mine").then();
    }

    private static ValidatableResponse refused(ValidatableResponse response, int status) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", is(status))
                .body("type", not(is((Object) null)))
                .body("title", not(is((Object) null)));
    }
}

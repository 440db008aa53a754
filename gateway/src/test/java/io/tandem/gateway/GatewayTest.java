package io.tandem.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealInfrastructure.class)
@WithTestResource(EchoServices.class)
class GatewayTest {
    private static final String PROBLEM = "application/problem+json";

    @Inject
    RateLimits rateLimits;

    @Test
    void passesWriteKeysThrough() {
        given().header("Authorization", "Basic dGs6")
                .contentType(ContentType.JSON)
                .body("{\"batch\":[]}")
                .post("/v1/batch?x=1")
                .then()
                .statusCode(200)
                .body("service", equalTo("scoring-service"))
                .body("path", equalTo("/v1/batch?x=1"))
                .body("bytes", equalTo(12))
                .body("headers.authorization", equalTo("Basic dGs6"));
    }

    @Test
    void passesBearerWriteKeysThrough() {
        given().auth().oauth2("tk_key").post("/v1/track").then().statusCode(200);
    }

    @Test
    void passesValidTokensThrough() {
        given().auth()
                .oauth2(Tokens.of("admin"))
                .contentType(ContentType.JSON)
                .body("{\"name\":\"x\"}")
                .post("/api/v1/reps")
                .then()
                .statusCode(200)
                .body("service", equalTo("routing-service"))
                .body("bytes", equalTo(12));
    }

    @Test
    void refusesMissingForgedExpiredAndForeignTokens() {
        given().get("/api/v1/reps").then().statusCode(401).contentType(PROBLEM).header("WWW-Authenticate", "Bearer");
        for (String token : new String[] {
            Tokens.forged("admin"),
            Tokens.expired("admin"),
            Tokens.wrongAudience("admin"),
            Tokens.unsigned("admin"),
            "x"
        }) {
            given().auth()
                    .oauth2(token)
                    .get("/api/v1/reps")
                    .then()
                    .statusCode(401)
                    .contentType(PROBLEM);
        }
    }

    @Test
    void answersWithProblemWhenServiceIsAway() {
        given().auth()
                .oauth2(Tokens.of("admin"))
                .get("/api/v1/relationships")
                .then()
                .statusCode(503)
                .contentType(PROBLEM)
                .header("Retry-After", "1")
                .body("status", equalTo(503));
    }

    @Test
    void refusesTooLargeBodies() {
        given().contentType(ContentType.JSON)
                .body("x".repeat(1_100_000))
                .post("/v1/batch")
                .then()
                .statusCode(413)
                .contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/imports/signups", "/api/v1/enrichment/uploads"})
    void letsFilesThroughToWhereTheyAreTaken(String path) {
        given().auth()
                .oauth2(Tokens.of("admin"))
                .contentType(ContentType.TEXT)
                .body("x".repeat(5_000_000))
                .post(path)
                .then()
                .statusCode(200)
                .body("bytes", equalTo(5_000_000));
    }

    @Test
    void refusesFilesThatAreTooLarge() throws IOException {
        try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
            String head = "POST /api/v1/imports/signups HTTP/1.1\r\nHost: x\r\nContent-Length: 67108865\r\n\r\n";
            caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(caller.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            assertEquals("HTTP/1.1 413", answer);
        }
    }

    @Test
    void saysNothingOfUnknownPaths() {
        given().get("/api/v1/secrets").then().statusCode(404).contentType(PROBLEM);
        given().get("/q/metrics").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/reps;x", "/v1/track%2F", "/v1/%5ctrack", "/api/v1/reps%3bx"})
    void refusesUncleanPaths(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void dropsWhatCallersClaimOfThemselves() {
        given().header("X-Forwarded-For", "10.1.2.3, 192.0.2.7")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "for=10.1.2.3")
                .post("/v1/track")
                .then()
                .body("headers.x-forwarded-for", equalTo("192.0.2.7"))
                .body("headers.x-forwarded-proto", equalTo("http"))
                .body("headers.x-forwarded-host", not(containsString("evil")))
                .body("headers.forwarded", nullValue());
    }

    @Test
    void tellsServicesThatTheProxyBeforeItWasCalledByTls() {
        given().header("X-Forwarded-Proto", "https")
                .get("/v1/projects/tk_key/settings")
                .then()
                .body("headers.x-forwarded-proto", equalTo("https"));
    }

    @Test
    void logsCallsWithoutTheirQueriesAndTheirSecrets() throws InterruptedException {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Handler reader = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger accessLog = Logger.getLogger("io.quarkus.http.access-log");
        accessLog.addHandler(reader);
        try {
            given().get("/surveys/secret-token");
            given().get("/v1/projects/tk_secret/settings");
            given().get("/api/v1/forms/logged?person=secret-token&email=ana@secret.example");
            // The log is written after the answer: when this call's line is there, those before it are, too.
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("/api/v1/forms/logged") < 0) {
                String line = lines.poll(20, TimeUnit.SECONDS);
                assertNotNull(line, "no line of the call, but: " + seen);
                seen.append(line).append('\n');
            }
            assertTrue(seen.toString().contains("\"GET /api/v1/forms/logged\" 200"), seen.toString());
            assertFalse(seen.toString().contains("secret"), seen.toString());
        } finally {
            accessLog.removeHandler(reader);
        }
    }

    @Test
    void setsSecurityHeaders() {
        given().post("/v1/track")
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Strict-Transport-Security", notNullValue());
    }

    @Test
    void leavesThePolicyOfAPageToThePage() {
        Response page = given().get("/forms/6d4c2dc6-5e9f-4b1e-8f6c-0d0a6ad7c001");
        page.then()
                .statusCode(200)
                .body("service", equalTo("signup-service"))
                .body("path", equalTo("/forms/6d4c2dc6-5e9f-4b1e-8f6c-0d0a6ad7c001"))
                .header("X-Frame-Options", "DENY");
        assertEquals(List.of("script-src 'self'"), page.headers().getValues("Content-Security-Policy"));
    }

    @Test
    void lettingAnAnswerBeKeptIsLeftToTheService() {
        Response form = given().get("/api/v1/forms/6d4c2dc6-5e9f-4b1e-8f6c-0d0a6ad7c001");
        assertEquals(List.of("public, max-age=60"), form.headers().getValues("Cache-Control"));
        given().auth().oauth2(Tokens.of("admin")).get("/api/v1/reps").then().header("Cache-Control", "no-store");
    }

    @Test
    void letsAnySiteLoadTheFormButNobodyPostToIt() {
        given().header("Origin", "https://shop.example")
                .get("/forms/tandem-form.js")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "*");
        given().post("/forms/tandem-form.js").then().statusCode(404);
    }

    @Test
    void letsAnySiteTrackButNotAdminister() {
        given().header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,x-retry-count,anonymousid")
                .options("/v1/t")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", containsString("anonymousid"))
                .header("Access-Control-Max-Age", "900")
                .header("Access-Control-Allow-Credentials", nullValue());
        given().header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,idempotency-key")
                .options("/api/v1/signups")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", containsString("idempotency-key"));
        Response tracked = given().header("Origin", "https://shop.example").post("/v1/t");
        assertEquals(
                List.of("*"), tracked.headers().getValues("Access-Control-Allow-Origin"), "once, as browsers want it");
        tracked.then().header("Access-Control-Expose-Headers", containsString("Retry-After"));
        given().header("Origin", "https://evil.example")
                .auth()
                .oauth2(Tokens.of("admin"))
                .get("/api/v1/reps")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void namesTheStateOfEachService() {
        given().get("/health")
                .then()
                .statusCode(503)
                .body("status", equalTo("DOWN"))
                .body("services.signup-service", equalTo("UP"))
                .body("services.crm-sync-service", equalTo("UNREACHABLE"));
    }

    @Test
    void showsAllApisOnOnePage() {
        given().get("/docs/").then().statusCode(200).body(containsString("routing-service/openapi.yaml"));
    }

    /**
     * All calls at once over one connection: one by one they would hardly come faster than they are forgiven. From an
     * address of its own, so that no other test is refused after it.
     */
    @Test
    void limitsCallsOfOneAddress() throws IOException {
        try (Socket caller = new Socket("127.0.0.1", RestAssured.port)) {
            String call = "GET /api/v1/nothing HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.8\r\n";
            String calls = (call + "\r\n").repeat(1_000) + call + "Connection: close\r\n\r\n";
            caller.getOutputStream().write(calls.getBytes(StandardCharsets.US_ASCII));
            String answers = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int refused = answers.indexOf("HTTP/1.1 429");
            assertTrue(refused > 0, "1,000 calls of one address were let through");
            String refusal = answers.substring(refused, answers.indexOf("}", refused));
            assertTrue(refusal.toLowerCase(Locale.ROOT).contains("retry-after: "), refusal);
            assertTrue(refusal.contains(PROBLEM), refusal);
        }
    }

    @Test
    void browsersMayReadRefusalsAndAskBeforehandHoweverOftenTheyCall() {
        String address = "192.0.2.10";
        Awaitility.await("a refusal").until(() -> {
            exhaust(address);
            Response refused = given().header("X-Forwarded-For", address)
                    .header("Origin", "https://shop.example")
                    .post("/v1/t");
            return refused.statusCode() == 429
                    && "*".equals(refused.header("Access-Control-Allow-Origin"))
                    && refused.header("Access-Control-Expose-Headers").contains("Retry-After");
        });
        exhaust(address);
        given().header("X-Forwarded-For", address)
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/v1/t")
                .then()
                .statusCode(204);
        given().header("Origin", "https://shop.example")
                .body(new byte[2_000_000])
                .post("/v1/t")
                .then()
                .statusCode(413)
                .header("Access-Control-Allow-Origin", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/", "/v1", "/surveys/x"})
    void limitsEveryPathThatSomethingAnswers(String path) {
        String address = "192.0.2.9";
        Awaitility.await(path + " to be refused").until(() -> {
            exhaust(address);
            return given().header("X-Forwarded-For", address).get(path).statusCode() == 429;
        });
    }

    private void exhaust(String address) {
        while (rateLimits.refuse(address).isEmpty()) {
            // Until nothing is left for the call, or what comes back until then.
            continue;
        }
    }
}

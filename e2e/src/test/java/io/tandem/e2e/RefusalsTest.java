package io.tandem.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation of every committed API description refuses what it must, with problem details. */
class RefusalsTest {
    private static final List<String> SERVICES =
            List.of("signup-service", "scoring-service", "routing-service", "crm-sync-service");
    private static final Map<String, String> USER_BY_ROLE =
            Map.of("admin", "admin", "account-executive", "ae", "analyst", "analyst");
    private static final String SOME_ID = "00000000-0000-4000-8000-000000000000";
    /** What takes files; their limit is too large to be overstepped for a test. */
    private static final List<String> TAKE_FILES =
            List.of("/api/v1/imports", "/api/v1/enrichment/uploads", "/api/v1/relationship-imports");

    private static final List<Call> CALLS =
            SERVICES.stream().flatMap(RefusalsTest::callsOf).toList();

    private static final String TOO_LARGE = "{\"a\":\"" + "x".repeat(2_000_000) + "\"}";

    /** One operation of a service: {@code roles} empty where a write key or nothing is asked for. */
    private record Call(
            HttpMethod method, String path, Set<String> roles, Optional<String> mediaType, List<String> required) {
        Response send(RequestSpecification request) {
            mediaType.ifPresent(type -> request.contentType(type)
                    .config(RestAssuredConfig.config()
                            .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(type, ContentType.TEXT))));
            return request.when()
                    .request(method.name(), path.replace("{version}", "1").replaceAll("\\{[^}]+}", SOME_ID));
        }

        boolean hasBody() {
            return mediaType.isPresent();
        }

        boolean takesFiles() {
            return TAKE_FILES.stream().anyMatch(path::startsWith);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @TestFactory
    Stream<DynamicTest> refusesCallWithoutToken() {
        return secured()
                .map(call -> DynamicTest.dynamicTest(
                        call + " without token", () -> expectProblem(call.send(anonymous()), 401)));
    }

    @TestFactory
    Stream<DynamicTest> refusesTokenOfAnotherAudience() {
        String token = Stand.tokenOfOtherAudience();
        return secured()
                .map(call -> DynamicTest.dynamicTest(
                        call + " with another audience",
                        () -> expectProblem(call.send(anonymous().auth().oauth2(token)), 401)));
    }

    @TestFactory
    Stream<DynamicTest> refusesUnsignedToken() {
        String unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsImF1ZCI6InRhbmRlbSJ9.";
        return secured()
                .map(call -> DynamicTest.dynamicTest(
                        call + " with an unsigned token",
                        () -> expectProblem(call.send(anonymous().auth().oauth2(unsigned)), 401)));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryRoleThatIsNotAllowed() {
        return secured().flatMap(call -> USER_BY_ROLE.keySet().stream()
                .filter(role -> !call.roles().contains(role))
                .map(role -> DynamicTest.dynamicTest(
                        call + " as " + role,
                        () -> expectProblem(
                                call.send(Journey.as(USER_BY_ROLE.get(role)).body("{}")), 403))));
    }

    @TestFactory
    Stream<DynamicTest> refusesMalformedBody() {
        return CALLS.stream()
                .filter(Call::hasBody)
                .map(call -> DynamicTest.dynamicTest(
                        call + " with a malformed body",
                        () -> expectProblem(call.send(allowed(call).body("{\"a\":")), 400)));
    }

    @TestFactory
    Stream<DynamicTest> refusesTooLargeBody() {
        return CALLS.stream()
                .filter(Call::hasBody)
                .filter(call -> !call.takesFiles())
                .map(call -> DynamicTest.dynamicTest(
                        call + " with a body of 2 MB",
                        () -> expectProblem(call.send(allowed(call).body(TOO_LARGE)), 413)));
    }

    @TestFactory
    Stream<DynamicTest> refusesWrongWriteKey() {
        // What confirms an address or answers a survey brings the token of a link instead of a key.
        return CALLS.stream()
                .filter(call -> call.roles().isEmpty()
                        && call.hasBody()
                        && !call.path().endsWith("/signup-confirmations")
                        && !call.path().endsWith("/survey-answers"))
                .map(call -> DynamicTest.dynamicTest(
                        call + " with a wrong write key",
                        () -> expectProblem(
                                call.send(anonymous()
                                        .header("Authorization", "Basic dGtfd3Jvbmc6")
                                        .body(Journey.answers("a@wrong-key.com", "1-10"))),
                                401)));
    }

    @TestFactory
    Stream<DynamicTest> namesAllMissingFieldsAtOnce() {
        List<Call> demanding =
                CALLS.stream().filter(call -> !call.required().isEmpty()).toList();
        assertThat(demanding).hasSizeGreaterThan(3);
        return demanding.stream()
                .map(call -> DynamicTest.dynamicTest(call + " without " + call.required(), () -> {
                    Response response = call.send(allowed(call).body("{}"));
                    expectProblem(response, 400);
                    assertThat(response.jsonPath().getList("errors.field", String.class))
                            .containsAll(call.required());
                }));
    }

    @Test
    void refusesKeysThatDisagree() {
        Map<String, Object> answers = Journey.answers("a@disagree.com", "1-10");
        answers.put("writeKey", "tk_another");
        expectProblem(Journey.withKey().body(answers).post("/api/v1/signups"), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/sources;x",
                "/api/v1//sources",
                "//api/v1/sources",
                "/api/v1/sources%2fx",
                "/api/v1/sources%2Fx",
                "/api/v1/sources%5cx",
                "/api/v1/sources%3Bx",
                "/api/v1\\sources"
            })
    void refusesUncleanPaths(String path) throws Exception {
        assertThat(statusOf("GET " + path + " HTTP/1.1")).isEqualTo(400);
    }

    @Test
    void doesNotShowWhatServicesKeepForOperators() {
        for (String path : List.of("/q/metrics", "/q/health", "/q/openapi", "/api/v1/unknown", "/api", "/v1")) {
            assertThat(given().baseUri(Stand.url()).get(path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void answersPreflightOfTrackingForAnySiteWithoutCredentials() {
        given().baseUri(Stand.url())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,x-retry-count,anonymousid")
                .options("/v1/t")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", oneOf("*", "https://shop.example"))
                .header("Access-Control-Allow-Headers", containsString("x-retry-count"))
                .header("Access-Control-Allow-Credentials", equalTo(null));
    }

    @Test
    void doesNotLetOtherSitesReadTheAdministration() {
        String allowed = Journey.as("admin")
                .header("Origin", "https://evil.example")
                .get("/api/v1/reps")
                .header("Access-Control-Allow-Origin");
        assertThat(allowed).isNull();
    }

    private static int statusOf(String requestLine) throws Exception {
        java.net.URI gateway = java.net.URI.create(Stand.url());
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    private static void expectProblem(Response response, int status) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status));
        assertThat(response.jsonPath().getString("title")).isNotBlank();
    }

    private static RequestSpecification anonymous() {
        return given().baseUri(Stand.url()).contentType(ContentType.JSON);
    }

    private static RequestSpecification allowed(Call call) {
        return call.roles().isEmpty()
                ? Journey.withKey()
                : Journey.as(USER_BY_ROLE.get(
                        call.roles().contains("admin")
                                ? "admin"
                                : call.roles().iterator().next()));
    }

    private static Stream<Call> secured() {
        List<Call> secured =
                CALLS.stream().filter(call -> !call.roles().isEmpty()).toList();
        assertThat(secured).as("what was read of the descriptions").hasSizeGreaterThan(150);
        return secured.stream();
    }

    private static Stream<Call> callsOf(String service) {
        Path description = Stand.root().resolve(service).resolve("openapi.yaml");
        OpenAPI api = new OpenAPIV3Parser().read(description.toString());
        return api.getPaths().entrySet().stream()
                .flatMap(path -> path.getValue().readOperationsMap().entrySet().stream()
                        .flatMap(operation -> spelledOut(path.getKey(), operation.getValue())
                                .map(spelled -> call(api, service, spelled, operation))));
    }

    /** The path once for each value of a parameter that has only so many. */
    private static Stream<String> spelledOut(String path, Operation operation) {
        for (Parameter parameter :
                Optional.ofNullable(operation.getParameters()).orElse(List.of())) {
            List<?> values = parameter.getSchema().getEnum();
            String place = "{" + parameter.getName() + "}";
            if (parameter.getIn().equals("path") && values != null) {
                return values.stream().map(value -> path.replace(place, value.toString()));
            }
        }
        return Stream.of(path);
    }

    private static List<String> requiredFields(OpenAPI api, Operation operation) {
        if (operation.getRequestBody() == null) {
            return List.of();
        }
        MediaType json = operation.getRequestBody().getContent().get("application/json");
        if (json == null || json.getSchema() == null) {
            return List.of();
        }
        Schema<?> schema = json.getSchema();
        if (schema.get$ref() != null) {
            schema = api.getComponents()
                    .getSchemas()
                    .get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
        }
        return Optional.ofNullable(schema.getRequired()).orElse(List.of());
    }

    private static Call call(OpenAPI api, String service, String path, Map.Entry<HttpMethod, Operation> entry) {
        Operation operation = entry.getValue();
        Set<String> roles = operation.getSecurity() == null
                ? Set.of()
                : operation.getSecurity().stream()
                        .flatMap(requirement -> requirement.values().stream())
                        .flatMap(List::stream)
                        .collect(Collectors.toSet());
        return new Call(
                entry.getKey(),
                path.replace("{service}", service),
                roles,
                Optional.ofNullable(operation.getRequestBody())
                        .map(body -> body.getContent().keySet().iterator().next()),
                requiredFields(api, operation));
    }
}

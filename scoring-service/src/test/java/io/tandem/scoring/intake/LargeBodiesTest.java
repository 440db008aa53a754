package io.tandem.scoring.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.scoring.TestSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that are too much for a test client that prints what it sends. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class LargeBodiesTest {
    private static final String SMALL = "{\"type\":\"page\",\"userId\":\"u\"}";

    private static TestSource source;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void announceSource() {
        if (source == null) {
            source = TestSource.announced();
        }
    }

    @Test
    void rejectsEventsThatAreTooBigTooDeepOrTooLong() throws Exception {
        String big = named("x".repeat(32 * 1024));
        String deep = "{\"type\":\"page\",\"userId\":\"u\",\"properties\":{\"a\":" + nested(10_000) + "}}";
        String longId = SMALL.replace("\"u\"", "\"" + "u".repeat(256) + "\"");
        String longNumber = SMALL.replace("}", ",\"properties\":{\"a\":" + "9".repeat(2_000) + "}}");

        HttpResponse<String> answer = post("batch", batch(Stream.of(big, deep, SMALL, longId, longNumber)));

        assertEquals(200, answer.statusCode());
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertEquals(1, body.get("accepted").asInt());
        assertEquals(List.of("0", "1", "3", "4"), body.get("rejected").findValuesAsText("index"));
    }

    @Test
    void takesEventsAndBatchesUpToTheLimits() throws Exception {
        String biggest = named("x".repeat(32 * 1024 - named("").length()));
        assertEquals(200, post("page", biggest).statusCode());
        assertAccepted(15, post("batch", batch(Stream.generate(() -> biggest).limit(15))));
        assertAccepted(2_500, post("batch", batch(Stream.generate(() -> SMALL).limit(2_500))));
    }

    @Test
    void refusesContextThatWouldFillTheHeapWithItsCopies() throws Exception {
        String shared = "{\"batch\":[%s],\"context\":{\"page\":\"%s\"}}";
        String events = Stream.generate(() -> SMALL).limit(2_500).collect(Collectors.joining(","));

        assertEquals(
                413,
                post("batch", shared.formatted(events, "x".repeat(30 * 1024))).statusCode());
        assertAccepted(2_500, post("batch", shared.formatted(events, "x".repeat(1024))));
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        assertTooLarge(post("page", named("x".repeat(32 * 1024))));
        assertTooLarge(post("batch", batch(Stream.generate(() -> SMALL).limit(2_501))));
        assertTooLarge(post("batch", batch(Stream.of(named("x".repeat(500 * 1024))))));
        assertTooLarge(post("batch", batch(Stream.of(named("x".repeat(600 * 1024))))));
    }

    @Test
    void refusesTooMuchOfUnannouncedLength() throws Exception {
        byte[] body = batch(Stream.of(named("x".repeat(600 * 1024)))).getBytes(StandardCharsets.UTF_8);

        assertTooLarge(send("batch", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), "identity"));
    }

    @Test
    void stopsInflatingAtTheLimit() throws Exception {
        byte[] bomb = Gzip.ofSpaces(100 * 1024 * 1024);
        assertTrue(bomb.length < 256 * 1024, "small enough to pass as a body");

        assertTooLarge(send("batch", BodyPublishers.ofByteArray(bomb), "gzip"));
    }

    @Test
    void refusesWhatIsNestedTooDeep() throws Exception {
        assertEquals(400, post("batch", nested(100_000)).statusCode());
        assertEquals(400, post("batch", "{\"batch\":" + nested(200_000) + "}").statusCode());
        assertEquals(400, post("batch", "{\"x\":".repeat(80_000)).statusCode());
        assertEquals(
                400,
                post("page", "{\"userId\":\"u\",\"context\":" + nested(10_000) + "}")
                        .statusCode());
    }

    private static String named(String name) {
        return "{\"type\":\"page\",\"userId\":\"u\",\"properties\":{\"text\":\"" + name + "\"}}";
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String batch(Stream<String> events) {
        return events.collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }

    private static void assertAccepted(int events, HttpResponse<String> answer) {
        assertEquals("{\"success\":true,\"accepted\":" + events + ",\"rejected\":[]}", answer.body());
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        assertEquals(413, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "*", answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    }

    private HttpResponse<String> post(String call, String body) throws IOException, InterruptedException {
        return send(call, BodyPublishers.ofString(body), "identity");
    }

    private HttpResponse<String> send(String call, BodyPublisher body, String encoding)
            throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + RestAssured.port + "/v1/" + call);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + source.writeKey())
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(body)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}

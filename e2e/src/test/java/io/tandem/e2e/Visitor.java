package io.tandem.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Somebody whose waiting is measured, by a client that takes little of the processors it shares with what it measures. */
final class Visitor {
    private static final HttpClient BROWSER =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Visitor() {}

    /** An answer, and how long after the form was sent it was there. */
    record Answer(int status, JsonPath body, long millis) {}

    static Answer signUp(Map<String, Object> form) {
        String credentials =
                Base64.getEncoder().encodeToString((Stand.writeKey() + ":").getBytes(StandardCharsets.UTF_8));
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(Stand.url() + "/api/v1/signups"))
                    .header("Authorization", "Basic " + credentials)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(form)))
                    .build();
            long sent = System.nanoTime();
            HttpResponse<String> answer = BROWSER.send(request, HttpResponse.BodyHandlers.ofString());
            long millis = (System.nanoTime() - sent) / 1_000_000;
            return new Answer(answer.statusCode(), JsonPath.from(answer.body()), millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

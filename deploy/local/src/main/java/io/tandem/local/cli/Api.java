package io.tandem.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.local.StandException;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.Stand;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The public API of a stand, as a client outside sees it. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final int PAGE = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final Stand stand;
    private final String user;
    private String token;
    private Instant tokenUntil = Instant.MIN;

    /** The API as the demo user of this name, whose password is the name. */
    public Api(Stand stand, String user) {
        this.stand = stand;
        this.user = user;
    }

    /** An answer: its status and its body, null where there is none. */
    public record Answer(int status, JsonNode body) {
        /** The body of an answer that must have this status. */
        public JsonNode expect(int expected) {
            if (status != expected) {
                throw new StandException("The stand answered " + status + ": " + body);
            }
            return body;
        }
    }

    /** A fresh access token. */
    public String login() {
        Map<String, String> form =
                Map.of("grant_type", "password", "client_id", "tandem-cli", "username", user, "password", user);
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Answer answer = send(HttpRequest.newBuilder(URI.create(stand.issuer() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
        if (answer.status() != 200) {
            throw new StandException("The identity provider refused to log " + user + " in: " + answer.body());
        }
        return answer.body().path("access_token").asText();
    }

    /** The state of the whole, which anybody may ask for. */
    public Answer health() {
        return send(request("/health").GET());
    }

    public Answer get(String path) {
        return send(authorised(path).GET());
    }

    public Answer post(String path, Object body) {
        return post(path, "application/json", write(body));
    }

    public Answer delete(String path) {
        return send(authorised(path).DELETE());
    }

    public Answer post(String path, String contentType, String body) {
        return send(authorised(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** Posts as somebody who has nothing but the write key of a source. */
    public Answer postWithKey(String path, String writeKey, Object body) {
        return send(request(path)
                .header("Authorization", "Bearer " + writeKey)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(write(body))));
    }

    /** Every item of a list, page after page. */
    public List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            String query = (path.contains("?") ? "&" : "?") + "limit=" + PAGE + cursor;
            Answer answer = get(path + query);
            if (answer.status() != 200) {
                throw new StandException("GET " + path + " was answered " + answer.status() + ": " + answer.body());
            }
            answer.body().path("items").forEach(items::add);
            JsonNode next = answer.body().path("nextCursor");
            cursor = next.isTextual() ? "&cursor=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8) : "";
        } while (!cursor.isEmpty());
        return items;
    }

    private HttpRequest.Builder authorised(String path) {
        synchronized (this) {
            if (Instant.now().isAfter(tokenUntil)) {
                token = login();
                tokenUntil = Instant.now().plus(TOKEN_LIFE);
            }
            return request(path).header("Authorization", "Bearer " + token);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(stand.url(PartName.GATEWAY) + path))
                .header("Accept", "application/json");
    }

    private Answer send(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(PATIENCE).build();
        try {
            HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
            String body = response.body();
            return new Answer(response.statusCode(), body.isBlank() ? null : JSON.readTree(body));
        } catch (JsonProcessingException e) {
            throw new StandException(built.uri() + " answered something that is not JSON.", e);
        } catch (IOException e) {
            throw new StandException("Nobody answers at " + built.uri() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StandException("Interrupted.", e);
        }
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

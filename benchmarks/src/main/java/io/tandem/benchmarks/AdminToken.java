package io.tandem.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** The demo admin's token, taken anew before it ends: some benchmarks outlive one. */
final class AdminToken {
    /** Tokens of the demo realm live 15 minutes. */
    private static final Duration USED_FOR = Duration.ofMinutes(10);

    private static final String LOGIN = "grant_type=password&client_id=tandem-cli&username=admin&password=admin";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI tokens;
    private String token;
    private Instant until = Instant.MIN;

    AdminToken(String issuer) {
        this.tokens = URI.create(issuer + "/protocol/openid-connect/token");
    }

    synchronized String get() {
        if (Instant.now().isAfter(until)) {
            token = login();
            until = Instant.now().plus(USED_FOR);
        }
        return token;
    }

    private String login() {
        HttpRequest request = HttpRequest.newBuilder(tokens)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(LOGIN))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the admin could not log in: " + answer.body());
            }
            return new ObjectMapper()
                    .readTree(answer.body())
                    .path("access_token")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

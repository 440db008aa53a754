package io.tandem.signup.enrichment;

import io.smallrye.faulttolerance.api.Guard;
import io.tandem.contracts.Firmographics;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a provider over HTTP. Only the domain leaves the house: nothing of the people who signed up from it. */
@ApplicationScoped
class ProviderClient {
    private static final String DOMAIN = "{domain}";
    private static final int MAX_BODY = 64 * 1024;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<Integer> UNKNOWN = Set.of(204, 404);

    private final ProviderConfig config;
    private final HttpClient http;
    private final Guard guard;

    ProviderClient(ProviderConfig config) {
        this.config = config;
        // A redirect could lead into the network of this service, so none is followed.
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout())
                .build();
        guard = Guard.create()
                .withDescription("enrichment provider")
                .withCircuitBreaker()
                .requestVolumeThreshold(8)
                .failureRatio(0.5)
                .delay(config.restAfterFailures().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
        config.url().ifPresent(ProviderClient::check);
    }

    boolean isThere() {
        return config.url().isPresent();
    }

    /**
     * What the provider knows of a company, or nothing.
     *
     * @throws org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException if it failed too often to
     *     be asked now
     * @throws Exception if it cannot be reached, refuses, is too slow, or says what is no answer
     */
    Optional<Firmographics> ask(String domain) throws Exception {
        return guard.call(() -> new Answer(answer(domain)), Answer.class).known();
    }

    private record Answer(Optional<Firmographics> known) {}

    private Optional<Firmographics> answer(String domain) throws Exception {
        HttpResponse<byte[]> response = response(domain);
        if (UNKNOWN.contains(response.statusCode())) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new IOException("The answer has status " + response.statusCode());
        }
        return ProviderAnswer.read(response.body(), config.fields(), origin());
    }

    /** The client's own time limit ends at the headers, so the whole is limited here: a body may come in drop by drop. */
    private HttpResponse<byte[]> response(String domain) throws Exception {
        CompletableFuture<HttpResponse<byte[]>> response =
                http.sendAsync(question(domain), headers -> new LimitedBody(MAX_BODY));
        try {
            return response.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("There was no whole answer within " + config.timeout(), e);
        } finally {
            response.cancel(true);
        }
    }

    private HttpRequest question(String domain) {
        String encoded = URLEncoder.encode(domain, StandardCharsets.UTF_8);
        HttpRequest.Builder question = HttpRequest.newBuilder(
                        URI.create(config.url().orElseThrow().replace(DOMAIN, encoded)))
                .header("Accept", "application/json");
        config.secret().ifPresent(secret -> question.header(config.header(), secret));
        return question.build();
    }

    private String origin() {
        String name = config.name()
                .orElseGet(() -> URI.create(config.url().orElseThrow().replace(DOMAIN, "x"))
                        .getHost());
        return name + ", " + LocalDate.now(ZoneOffset.UTC);
    }

    /** Says at the start what would only fail later; where the question goes must not depend on the domain. */
    private static void check(String url) {
        URI checked = URI.create(url.replace(DOMAIN, "x"));
        boolean allowed = "https".equals(checked.getScheme())
                || ("http".equals(checked.getScheme()) && THIS_MACHINE.contains(checked.getHost()));
        int authority = url.indexOf('/', url.indexOf("://") + 3);
        if (!allowed || checked.getHost() == null || authority < 0 || url.indexOf(DOMAIN) < authority) {
            throw new IllegalStateException(
                    "tandem.enrichment.provider.url must be https (http on this machine) and have"
                            + " {domain} in its path or query, unlike " + url);
        }
    }
}

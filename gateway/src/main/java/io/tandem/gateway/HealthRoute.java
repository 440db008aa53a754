package io.tandem.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code GET /health}: 200 when every service is ready, else 503; names each one's state. */
@ApplicationScoped
class HealthRoute {
    private static final long PATIENCE_MILLIS = 2_000;

    private final Map<String, URI> services;
    private final HttpClient client;

    HealthRoute(Vertx vertx, GatewayConfig config) {
        this.services = new TreeMap<>(config.services());
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) PATIENCE_MILLIS));
    }

    void register(@Observes Router router) {
        router.get("/health").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        List<Future<Map.Entry<String, String>>> states = services.entrySet().stream()
                .map(service -> stateOf(service.getValue()).map(state -> Map.entry(service.getKey(), state)))
                .toList();
        Future.all(states).onSuccess(all -> {
            Map<String, String> byService = states.stream()
                    .map(Future::result)
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
            boolean up = byService.values().stream().allMatch("UP"::equals);
            JsonObject body = new JsonObject().put("status", up ? "UP" : "DOWN");
            byService.forEach((name, state) -> body.put(
                    "services", body.getJsonObject("services", new JsonObject()).put(name, state)));
            context.response()
                    .setStatusCode(up ? 200 : 503)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(body.toBuffer());
        });
    }

    private Future<String> stateOf(URI service) {
        RequestOptions ready = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(service.resolve("/q/health/ready").toString())
                .setTimeout(PATIENCE_MILLIS);
        return client.request(ready)
                .compose(HttpClientRequest::send)
                .compose(response -> response.body().map(body -> stateOf(response)))
                .otherwise("UNREACHABLE");
    }

    private static String stateOf(HttpClientResponse response) {
        return response.statusCode() == 200 ? "UP" : "DOWN";
    }
}

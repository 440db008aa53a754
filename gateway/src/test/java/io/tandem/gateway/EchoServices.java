package io.tandem.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** Stands where the services would: tells what reached it. Nobody listens where crm-sync-service would. */
public class EchoServices implements QuarkusTestResourceLifecycleManager {
    private Vertx vertx;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        Map<String, String> addresses = new HashMap<>();
        for (String service : new String[] {"signup-service", "scoring-service", "routing-service"}) {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> echo(service, request))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            addresses.put("tandem.gateway.services." + service, "http://127.0.0.1:" + server.actualPort());
        }
        addresses.put("tandem.gateway.services.crm-sync-service", "http://127.0.0.1:1");
        // Tests call as a proxy does: some in the name of an address of their own, with limits of its own.
        addresses.put("tandem.gateway.trusted-proxies", "127.0.0.1");
        addresses.put("tandem.gateway.limits.per-second", "50");
        addresses.put("tandem.gateway.limits.burst", "500");
        return addresses;
    }

    private static void echo(String service, HttpServerRequest request) {
        request.body().onSuccess(body -> {
            JsonObject headers = new JsonObject();
            request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(), header.getValue()));
            if (request.path().startsWith("/forms/")) {
                request.response().putHeader("Content-Security-Policy", "script-src 'self'");
            }
            if (request.path().startsWith("/api/v1/forms/")) {
                request.response().putHeader("Cache-Control", "public, max-age=60");
            }
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Access-Control-Allow-Origin", "*")
                    .end(new JsonObject()
                            .put("service", service)
                            .put("path", request.uri())
                            .put("bytes", body.length())
                            .put("headers", headers)
                            .toBuffer());
        });
    }

    @Override
    public void stop() {
        vertx.close();
    }
}

package io.tandem.signup.enrichment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tandem.signup.ShortWait;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A provider that behaves as the first part of the domain says, such as {@code huge-1.com}; it tells what it was asked. */
public class AskedProvider extends ShortWait {
    static final String SECRET = "Bearer a-secret";
    private static final String KNOWN = """
            {"company": {"name": "Harbourline Lda", "size": 120}, "industry": "Logistics", "country": "PT",
             "revenue": 12500000.5, "currency": "EUR", "ceo": "somebody"}
            """;
    private static final String WRONG_TYPES = """
            {"company": {"name": ["a"], "size": -5}, "industry": "Log\\u0000istics", "country": "Atlantis", "revenue": 1e999,
             "currency": {}}
            """;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.putAll(Map.of(
                "tandem.enrichment.provider.url", start() + "/v1/companies?domain={domain}",
                "tandem.enrichment.provider.name", "stub",
                "tandem.enrichment.provider.secret", SECRET,
                "tandem.enrichment.provider.timeout", "10s",
                "tandem.enrichment.provider.pause", "200ms",
                "tandem.enrichment.provider.rest-after-failures", "500ms",
                "tandem.enrichment.provider.fields.name", "/company/name",
                "tandem.enrichment.provider.fields.size", "/company/size"));
        return overrides;
    }

    private String start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.setExecutor(Executors.newCachedThreadPool(runnable -> {
                Thread thread = new Thread(runnable, "asked-provider");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/v1/companies", this::answer);
            server.createContext("/asked", exchange -> send(exchange, 200, String.join("\n", asked)));
            server.start();
            return "http://127.0.0.1:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        String domain = exchange.getRequestURI().getQuery().replace("domain=", "");
        if (!SECRET.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "");
            return;
        }
        switch (domain.substring(0, domain.indexOf('-'))) {
            case "known" -> send(exchange, 200, KNOWN);
            case "wrong" -> send(exchange, 200, WRONG_TYPES);
            case "garbage" -> send(exchange, 200, "\u0000<html>{");
            case "list" -> send(exchange, 200, "[" + KNOWN + "]");
            case "deep" -> send(exchange, 200, "{\"a\":".repeat(10_000));
            case "huge" -> send(exchange, 200, "{\"industry\":\"" + "x".repeat(5_000_000) + "\"}");
            case "redirect" -> {
                exchange.getResponseHeaders().add("Location", "/v1/companies?domain=known-elsewhere.com");
                send(exchange, 302, "");
            }
            case "drip" -> drip(exchange);
            case "broken" -> send(exchange, 500, "no");
            default -> send(exchange, 404, "");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** A byte now and then, until whoever asked has had enough; who waits for a minute gets a good answer. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 1_000; i++) {
                out.write(' ');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(50);
            }
            out.write(KNOWN.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

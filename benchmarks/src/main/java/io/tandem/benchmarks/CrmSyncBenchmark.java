package io.tandem.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many records a second reach a CRM that answers after a while, and what memory the service takes meanwhile. The
 * accounts are written by SQL; the CRM is HubSpot's API with nothing behind it, on this machine.
 */
final class CrmSyncBenchmark {
    private static final int ACCOUNTS = Integer.getInteger("accounts", 20_000);
    private static final int LATENCY_MILLIS = Integer.getInteger("latency", 200);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger calls = new AtomicInteger();
    private final Target target;

    private CrmSyncBenchmark(Target target) {
        this.target = target;
    }

    static void run(Target target) throws Exception {
        System.out.printf(
                "CRM sync, %,d accounts with one person each, a CRM that answers after %d ms, %d processors, Java %s,"
                        + " everything on this machine%n",
                ACCOUNTS, LATENCY_MILLIS, Runtime.getRuntime().availableProcessors(), Runtime.version());
        new CrmSyncBenchmark(target).run();
    }

    private void run() throws Exception {
        accounts();
        HttpServer crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService answering = Executors.newFixedThreadPool(8);
        crm.setExecutor(answering);
        crm.createContext("/", this::answer);
        crm.start();
        String id = connect("http://127.0.0.1:" + crm.getAddress().getPort());
        try {
            watch(id);
        } finally {
            call("DELETE", "/api/v1/connections/" + id, null);
            crm.stop(0);
            answering.shutdown();
        }
    }

    private void watch(String id) throws Exception {
        long begun = System.nanoTime();
        long sent = 0;
        System.out.printf("%8s %10s %12s %8s %10s%n", "seconds", "sent", "records/s", "calls", "memory MiB");
        while (true) {
            Thread.sleep(5_000);
            JsonNode state = state(id);
            double seconds = (System.nanoTime() - begun) / 1e9;
            long now = state.path("sent").asLong();
            System.out.printf("%8.0f %,10d %,12.0f %,8d %,10d%n", seconds, now, now / seconds, calls.get(), memory());
            if (state.path("pending").asLong() == 0 && now == sent) {
                return;
            }
            sent = now;
        }
    }

    private JsonNode state(String id) throws Exception {
        for (JsonNode state : call("GET", "/api/v1/sync", null)) {
            if (state.path("connectionId").asText().equals(id)) {
                return state;
            }
        }
        throw new IllegalStateException("The connection is gone");
    }

    private String connect(String address) throws Exception {
        Map<String, Object> body = Map.of(
                "name",
                "Benchmark " + UUID.randomUUID(),
                "system",
                "HUBSPOT",
                "address",
                address,
                "credentials",
                Map.of("accessToken", "none"));
        return call("POST", "/api/v1/connections", body).path("id").asText();
    }

    private JsonNode call(String method, String path, Object body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(target.gateway().resolve(path))
                .header("Authorization", "Bearer " + target.adminToken())
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(2))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + new String(response.body()));
        }
        return JSON.readTree(response.body().length == 0 ? "{}".getBytes() : response.body());
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String path = exchange.getRequestURI().getPath();
        Map<String, Object> answer = new LinkedHashMap<>();
        List<Object> results = new ArrayList<>();
        answer.put("results", results);
        if (path.contains("/batch/")) {
            for (JsonNode input : body.path("inputs")) {
                String id =
                        input.path("id").asText(input.path("from").path("id").asText());
                results.add(Map.of(
                        "id", Integer.toString(Math.abs(id.hashCode())),
                        "properties", input.path("properties"),
                        "from", Map.of("id", input.path("from").path("id").asText())));
            }
        }
        try {
            Thread.sleep(LATENCY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** What the service's process has in memory. */
    private long memory() throws IOException {
        Long pid = target.processes().get("crm-sync-service");
        Path status = Path.of("/proc/" + pid + "/status");
        if (pid == null || !Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    private void accounts() throws SQLException {
        String crm = target.jdbcUrl().replace("/postgres?", "/crm?");
        String series = "select md5('bench ' || n)::uuid as account, md5('person ' || n)::uuid as person, n"
                + " from generate_series(1, " + ACCOUNTS + ") as n";
        try (Connection connection = DriverManager.getConnection(crm);
                var statement = connection.createStatement()) {
            for (String sql : List.of(
                    "insert into account (account_id, domain, name, score_total, grade, scored_at)"
                            + " select account, 'bench' || n || '.example', 'Company ' || n, n % 100, 'B3', now() from ",
                    "insert into relationship (account_id, motion, owner_email, since)"
                            + " select account, 'SALES_LED', 'maya@tandem.example', now() from ",
                    "insert into stakeholder (account_id, person_id, name, email, role, source, seen_at)"
                            + " select account, person, 'Ana Person' || n, 'ana' || n || '@bench.example', 'COO',"
                            + " 'SIGNUP', now() from ")) {
                statement.executeUpdate(sql + "(" + series + ") as made on conflict do nothing");
            }
        }
    }
}

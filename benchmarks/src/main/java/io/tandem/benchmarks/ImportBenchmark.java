package io.tandem.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * How long a file of past signups takes, from sending its first byte to the commit of its last row, through the gateway:
 * for the first time, the same again, and as a dry run.
 */
final class ImportBenchmark {
    private static final int ROWS = Integer.getInteger("rows", 100_000);
    private static final int PEOPLE_OF_A_COMPANY = 4;
    private static final List<String> SIZES = List.of("1-10", "11-50", "51-200", "201-1000", "1001-5000", "5001+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Target target;

    private ImportBenchmark(Target target) {
        this.target = target;
    }

    static void run(Target target) throws Exception {
        new ImportBenchmark(target).run();
    }

    private void run() throws Exception {
        byte[] file = file();
        System.out.printf(
                "Import of %,d past signups, %.1f MB of CSV, %d processors, everything on this machine%n",
                ROWS, file.length / 1e6, Runtime.getRuntime().availableProcessors());
        Duration copy = copy(file);
        String source = newSource();
        row("ceiling: PostgreSQL COPY into one table with one unique index", copy, copy);
        imported("dry run", file, source + "&dryRun=true", copy);
        imported("first time", file, source, copy);
        imported("the same file again", file, source, copy);
    }

    /** From the first byte sent to the last row committed. */
    private void imported(String what, byte[] file, String source, Duration copy) throws Exception {
        long start = System.nanoTime();
        JsonNode accepted = answer(
                HttpRequest.newBuilder(target.gateway().resolve("/api/v1/imports/signups?source=" + source))
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file)),
                202);
        Duration stored = Duration.ofNanos(System.nanoTime() - start);
        URI at =
                target.gateway().resolve("/api/v1/imports/" + accepted.get("id").asText());
        JsonNode state = accepted;
        while (List.of("WAITING", "RUNNING").contains(state.get("status").asText())) {
            Thread.sleep(200);
            state = answer(HttpRequest.newBuilder(at), 200);
        }
        Duration whole = Duration.ofNanos(System.nanoTime() - start);
        row(what, whole, copy);
        System.out.printf(
                "    stored and checked after %.1f s; %s: %,d accepted, %,d unchanged, %,d refused%n",
                stored.toMillis() / 1e3,
                state.get("status").asText(),
                state.get("accepted").asLong(),
                state.get("unchanged").asLong(),
                state.get("refused").asLong());
    }

    private String newSource() throws Exception {
        byte[] body = JSON.writeValueAsBytes(Map.of("name", "Benchmark", "kind", "SERVER"));
        return answer(
                        HttpRequest.newBuilder(target.gateway().resolve("/api/v1/sources"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                        201)
                .get("id")
                .asText();
    }

    private JsonNode answer(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                request.header("Authorization", "Bearer " + target.adminToken()).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != status) {
            throw new IllegalStateException(
                    response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(response.body());
    }

    private static byte[] file() {
        String run = UUID.randomUUID().toString().substring(0, 8);
        StringBuilder csv =
                new StringBuilder("externalId,email,submittedAt,name,company,companySize,role,useCase,country\n");
        for (int i = 0; i < ROWS; i++) {
            int company = i / PEOPLE_OF_A_COMPANY;
            csv.append(run + "-" + i + ",person" + i + "@import-" + run + "-" + company + ".com,");
            csv.append("2024-%02d-%02dT%02d:%02d:00Z,".formatted(1 + i % 12, 1 + i % 28, i % 24, i % 60));
            csv.append("Person " + i + ",\"Imported " + run + " " + company + ", Ltd\",");
            csv.append(SIZES.get(company % SIZES.size()) + ",Engineer,Reporting of numbers,DE\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same bytes into a table, durable and unique: nothing that checks and spreads them can be faster. */
    private Duration copy(byte[] file) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(target.jdbcUrl())) {
            connection.createStatement().execute("""
                    DROP TABLE IF EXISTS benchmark_import;
                    CREATE TABLE benchmark_import (external_id text PRIMARY KEY, email text, submitted_at timestamptz,
                        name text, company text, company_size text, role text, use_case text, country text)
                    """);
            try {
                long start = System.nanoTime();
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY benchmark_import FROM STDIN (FORMAT csv, HEADER true)",
                                new ByteArrayInputStream(file));
                return Duration.ofNanos(System.nanoTime() - start);
            } finally {
                connection.createStatement().execute("DROP TABLE benchmark_import");
            }
        }
    }

    private static void row(String what, Duration took, Duration ceiling) {
        System.out.printf(
                "%-62s %7.1f s %,9.0f rows/s %6.1f x COPY%n",
                what,
                took.toMillis() / 1e3,
                ROWS / (took.toNanos() / 1e9),
                (double) took.toNanos() / ceiling.toNanos());
    }
}

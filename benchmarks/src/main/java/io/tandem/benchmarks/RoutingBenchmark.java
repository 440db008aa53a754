package io.tandem.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.postgresql.PGConnection;

/**
 * Decisions a second in one thread; through the service, from a backlog of scores to rows of decisions that are committed;
 * and recorded decisions a second that a simulation of a policy of 50 rules decides again.
 */
final class RoutingBenchmark {
    private static final int SCORES = Integer.getInteger("scores", 20_000);
    private static final int WARM_UP = Integer.getInteger("warmUpScores", 20_000);
    private static final int ONE_BY_ONE = 500;
    private static final int WRITERS = 8;
    private static final int HISTORY = Integer.getInteger("history", 1_000_000);
    private static final int SIMULATIONS = 5;
    private static final int RULES = 50;
    private static final Set<String> PARTS =
            Set.of(System.getProperty("parts", "thread,stored,simulation").split(","));
    private static final List<String> SIZES = List.of("1-10", "1-10", "11-50", "11-50", "51-200", "1001-5000");
    private static final String SINCE = "FROM decision WHERE decided_at >= ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Target target;
    private final Connection routing;

    private RoutingBenchmark(Target target, Connection routing) {
        this.target = target;
        this.routing = routing;
    }

    static void run(Target target) throws Exception {
        try (Connection routing = DriverManager.getConnection(url(target))) {
            RoutingBenchmark benchmark = new RoutingBenchmark(target, routing);
            System.out.printf(
                    "Routing, %d processors, everything on this machine%n",
                    Runtime.getRuntime().availableProcessors());
            if (PARTS.contains("thread")) {
                DecisionBenchmark.run();
            }
            if (PARTS.contains("stored")) {
                benchmark.stored();
            }
            if (PARTS.contains("simulation")) {
                benchmark.simulation();
            }
        }
    }

    private static String url(Target target) {
        return target.jdbcUrl().replace("/postgres?", "/routing?");
    }

    private void stored() throws Exception {
        Map<String, Long> processes = new LinkedHashMap<>(target.processes());
        store(WARM_UP);
        Instant start = now();
        CpuTime cpu = CpuTime.of(processes);
        double seconds = store(SCORES);
        CpuTime used = CpuTime.of(processes).since(cpu);
        DecisionCeilings ceilings = new DecisionCeilings(url(target), start);
        double copied = ceilings.copied();
        double alone = ceilings.inserted(1);
        double beside = ceilings.inserted(WRITERS);
        double atOnce = SCORES / (double) count("SELECT count(DISTINCT xmin::text) " + SINCE + "'" + start + "'");
        System.out.printf("%-62s %,9.0f a second%n", "ceiling: one of them a transaction, one connection", alone);
        System.out.printf(
                "%-62s %,9.0f a second%n", "ceiling: one of them a transaction, " + WRITERS + " connections", beside);
        System.out.printf("%-62s %,9.0f a second%n", "ceiling: the same decisions by COPY", copied);
        System.out.printf(
                "%-62s %,9.0f a second, %.1f x slower than COPY%n",
                "%,d scores decided, stored and told, %.1f in a transaction".formatted(SCORES, atOnce),
                SCORES / seconds,
                copied / (SCORES / seconds));
        print(used, SCORES);
        Histogram micros = oneByOne();
        System.out.printf(
                "%-62s p50 %.1f ms, p99 %.1f ms%n",
                "each sent when the one before is stored: to the stored row",
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3);
    }

    private static void print(CpuTime used, long decisions) {
        used.used()
                .forEach((part, time) -> System.out.printf(
                        "    %s: %.1f µs of processor time a decision%n", part, time.toNanos() / 1e3 / decisions));
    }

    /** The seconds from the first score to the commit of the last decision. */
    private double store(int scores) throws Exception {
        Instant start = now();
        long sent = System.nanoTime();
        try (KafkaProducer<String, byte[]> producer = producer(5)) {
            for (int i = 0; i < scores; i++) {
                producer.send(score(i, UUID.randomUUID()));
            }
        }
        // Seldom, because counting is work for the same database.
        while (count("SELECT count(*) " + SINCE + "'" + start + "'") < scores) {
            Thread.sleep(200);
        }
        return (System.nanoTime() - sent) / 1e9;
    }

    /** Microseconds from the sending of a score to the commit of its decision, with nothing else to decide. */
    private Histogram oneByOne() throws Exception {
        Histogram micros = new Histogram(3);
        try (KafkaProducer<String, byte[]> producer = producer(0);
                PreparedStatement stored = routing.prepareStatement("SELECT FROM decision WHERE signup_id = ?")) {
            for (int i = 0; i < ONE_BY_ONE; i++) {
                UUID signup = UUID.randomUUID();
                long start = System.nanoTime();
                producer.send(score(i, signup));
                stored.setObject(1, signup);
                while (!isThere(stored)) {
                    LockSupport.parkNanos(100_000);
                }
                micros.recordValue((System.nanoTime() - start) / 1_000);
            }
        }
        return micros;
    }

    private static boolean isThere(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    private KafkaProducer<String, byte[]> producer(int lingerMillis) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", target.kafkaBootstrapServers(), "acks", "all", "linger.ms", lingerMillis);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<String, byte[]> score(int i, UUID signup) {
        UUID account = UUID.randomUUID();
        String domain = "bench-" + account.toString().substring(0, 13) + ".com";
        String now = Instant.now().toString();
        String body = """
                {"accountId":"%1$s","domain":"%2$s","accountName":"Bench %2$s","trigger":"SIGNUP","signup":{"signupId":"%3$s",
                "sourceId":"7c9e6679-7425-40de-944b-e07fc1f90ae7","personId":"%4$s","email":"ana@%2$s","name":"Ana Ribeiro",
                "company":"Bench","companySize":"%5$s","role":"Head of Operations","useCase":"Reporting","country":"DE",
                "talkToSales":false,"utm":{"source":"newsletter"},"signedUpAt":"%6$s","custom":{},"doNotLeadWithSales":false,
                "imported":false},"score":{"total":41.25,"fit":30.0,"engagement":11.25,"grade":"B3","explanation":[
                {"rule":"company-size","group":"FIT","points":20.0,"reason":"company size %5$s"},
                {"rule":"role","group":"FIT","points":10.0,"reason":"role Head of Operations"}],"modelVersion":"1"},
                "signals":[],"usage":{"events":0,"activeUsers":0,"users":0},"people":[],"scoredAt":"%6$s",
                "doNotLeadWithSales":false}
                """.formatted(account, domain, signup, UUID.randomUUID(), SIZES.get(i % SIZES.size()), now);
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>("scores.v1", account.toString(), body.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "AccountScored",
                        "ce_source", "benchmark",
                        "ce_time", now,
                        "ce_subject", account.toString(),
                        "content-type", "application/json")
                .forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return sent;
    }

    /** Of a period long ago, so that it is no part of anything else; gone again afterwards. */
    private void simulation() throws Exception {
        System.out.printf("  … recording %,d decisions%n", HISTORY);
        execute("""
                INSERT INTO decision (id, account_id, motion, rule, policy_version, ledger_position, content, facts,
                    decided_at)
                SELECT gen_random_uuid(), gen_random_uuid(), motion, rule, policy_version, ledger_position, content, facts,
                    timestamptz '2001-01-01Z' + n * interval '1 second'
                FROM generate_series(0, %d - 1) AS n
                JOIN (SELECT row_number() OVER () - 1 AS k, d.* FROM
                        (SELECT * FROM decision WHERE facts IS NOT NULL AND decided_at > '2002-01-01Z'
                         ORDER BY decided_at DESC LIMIT 1000) AS d) AS template ON k = n %% 1000
                """.formatted(HISTORY));
        execute("ANALYZE decision");
        try {
            double read = readPerSecond();
            List<Double> rates = new ArrayList<>();
            Map<String, Long> processes = new LinkedHashMap<>(target.processes());
            CpuTime cpu = CpuTime.of(processes);
            for (int i = 0; i < SIMULATIONS; i++) {
                rates.add(simulated());
            }
            CpuTime used = CpuTime.of(processes).since(cpu);
            System.out.printf(
                    "%-62s %,9.0f a second%n", "ceiling: PostgreSQL hands over the compact inputs (COPY)", read);
            List<Double> sorted = rates.stream().sorted().toList();
            System.out.printf("%-62s %,9.0f a second%n", "median of the following", sorted.get(sorted.size() / 2));
            rates.forEach(rate -> System.out.printf(
                    "%-62s %,9.0f a second, %.1f x slower%n",
                    "%,d recorded decisions against %d rules".formatted(HISTORY, RULES), rate, read / rate));
            print(used, SIMULATIONS * (long) HISTORY);
        } finally {
            execute("DELETE FROM decision WHERE decided_at < '2002-01-01Z'");
        }
    }

    private double readPerSecond() throws SQLException, IOException {
        // By the index, as the service's sessions do.
        execute("SET enable_seqscan = off; SET enable_sort = off");
        long start = System.nanoTime();
        long rows = routing.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "COPY (SELECT id, account_id, decided_at, motion, rule, facts FROM decision"
                                + " WHERE decided_at < '2002-01-01Z' ORDER BY decided_at, id) TO STDOUT (FORMAT binary)",
                        OutputStream.nullOutputStream());
        return rows / ((System.nanoTime() - start) / 1e9);
    }

    private double simulated() throws Exception {
        JsonNode policy =
                answer(request("/api/v1/policies?status=PUBLISHED"), 200).at("/items/0/definition");
        List<Object> rules = new ArrayList<>();
        for (int i = rules(policy); i < RULES; i++) {
            rules.add(Map.of(
                    "name",
                    "bench-" + i,
                    "description",
                    "bench",
                    "when",
                    FiftyRules.condition(i),
                    "then",
                    Map.of("motion", "SALES_LED", "slaMinutes", 60, "reason", "bench")));
        }
        policy.get("rules").forEach(rules::add);
        Map<String, Object> document = JSON.convertValue(policy, new TypeReference<>() {});
        document.put("rules", rules);
        byte[] body = JSON.writeValueAsBytes(Map.of("policy", document, "to", "2002-01-01T00:00:00Z"));
        JsonNode state = answer(
                request("/api/v1/simulations")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                202);
        URI at = target.gateway()
                .resolve("/api/v1/simulations/" + state.get("id").asText());
        long start = System.nanoTime();
        while (List.of("QUEUED", "RUNNING").contains(state.get("status").asText())) {
            if (state.get("status").asText().equals("QUEUED")) {
                start = System.nanoTime();
            }
            // Seldom, because each answer is work for the same processors.
            Thread.sleep(100);
            state = answer(HttpRequest.newBuilder(at), 200);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!state.get("status").asText().equals("COMPLETED")) {
            throw new IllegalStateException(state.toString());
        }
        return state.at("/result/decisions").asLong() / seconds;
    }

    private static int rules(JsonNode policy) {
        return policy.get("rules").size();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(target.gateway().resolve(path));
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

    private Instant now() throws SQLException {
        try (ResultSet row = routing.createStatement().executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    private long count(String sql) throws SQLException {
        try (ResultSet row = routing.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        routing.createStatement().execute(sql);
    }
}

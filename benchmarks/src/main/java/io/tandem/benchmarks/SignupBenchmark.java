package io.tandem.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * How long a visitor waits from sending the form to reading the decision, over HTTP through the gateway, with every
 * part and this load generator on one machine.
 */
final class SignupBenchmark {
    private static final int PER_SECOND = Integer.getInteger("rate", 100);
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUpSeconds", 20));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("seconds", 30));
    private static final int CONCURRENCY = 32;
    private static final List<String> SIZES = List.of("1-10", "11-50", "51-200", "201-1000", "1001-5000", "5001+");
    private static final String CONSONANTS = "bdfghjklmnprstvwz";
    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES_IN_NAME = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private SignupBenchmark() {}

    static void run(Target target) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();

        Map<String, Long> processes = new LinkedHashMap<>(target.processes());
        processes.put("this load generator", ProcessHandle.current().pid());
        System.out.printf(
                "Signup to decision, %d processors, Java %s, everything on this machine%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version());
        say("warming up for %d s", WARM_UP.toSeconds());
        Load.atRate(PER_SECOND, WARM_UP, () -> signUp(client, target));

        say("ceilings");
        Load.Result bare = Ceilings.bareEndpoint(client, target, PER_SECOND, Duration.ofSeconds(10));
        Histogram transaction = Ceilings.transaction(target);
        Histogram roundTrip = Ceilings.kafkaRoundTrip(target);

        say("%d signups a second for %d s", PER_SECOND, MEASURED.toSeconds());
        CpuTime before = CpuTime.of(processes);
        Load.Result signups = Load.atRate(PER_SECOND, MEASURED, () -> signUp(client, target));
        CpuTime used = CpuTime.of(processes).since(before);
        say("as many signups as get through, %d under way, for 10 s", CONCURRENCY);
        Load.Result most = Load.asFastAsPossible(CONCURRENCY, Duration.ofSeconds(10), () -> signUp(client, target));

        // Four transactions (signup, scoring, routing, signup again) and three topics lie between form and decision.
        double floor = bare.millis(50) + 4 * millis(transaction, 50) + 3 * millis(roundTrip, 50);
        System.out.println();
        System.out.printf("%-46s %9s %9s%n", "milliseconds", "p50", "p99");
        row("ceiling: bare endpoint through the gateway", bare.millis(50), bare.millis(99));
        row("ceiling: one transaction", millis(transaction, 50), millis(transaction, 99));
        row("ceiling: one Kafka round trip", millis(roundTrip, 50), millis(roundTrip, 99));
        row("signup to decision, %d/s".formatted(PER_SECOND), signups.millis(50), signups.millis(99));
        System.out.printf(
                "%nmedian is %.1f x the sum of its parts (endpoint + 4 transactions + 3 round trips = %.1f ms)%n",
                signups.millis(50) / floor, floor);
        System.out.printf(
                "decided in the first answer: %d of %d%n",
                signups.latencies().getTotalCount() - signups.failures(),
                signups.latencies().getTotalCount());
        System.out.printf(
                "throughput: %.0f decided signups a second (%d under way, p50 %.1f ms, p99 %.1f ms, not decided %d)%n",
                most.perSecond()
                        * (1 - (double) most.failures() / most.latencies().getTotalCount()),
                CONCURRENCY,
                most.millis(50),
                most.millis(99),
                most.failures());
        printCpu(used, signups.latencies().getTotalCount());
    }

    /** With what goes on beside the signups, such as the timers of each part. */
    private static void printCpu(CpuTime used, long signups) {
        System.out.printf("%nprocessor time in milliseconds a signup, while %d/s came%n", PER_SECOND);
        used.used().forEach((part, time) -> System.out.printf("%-46s %9.2f%n", part, time.toNanos() / 1e6 / signups));
        System.out.printf("%-46s %9.2f%n", "together", used.total().toNanos() / 1e6 / signups);
    }

    private static CompletableFuture<Boolean> signUp(HttpClient client, Target target) {
        return client.sendAsync(newSignup(target), HttpResponse.BodyHandlers.ofString())
                .thenApply(response ->
                        response.statusCode() == 201 && response.body().contains("\"DECIDED\""));
    }

    private static HttpRequest newSignup(Target target) {
        String company = name();
        Map<String, Object> answers = Map.of(
                "email",
                "someone@" + company + ".com",
                "company",
                company,
                "companySize",
                SIZES.get(ThreadLocalRandom.current().nextInt(SIZES.size())),
                "role",
                "Engineer",
                "useCase",
                "Reporting",
                "country",
                "DE");
        try {
            return HttpRequest.newBuilder(target.gateway().resolve("/api/v1/signups"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .header(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString((target.writeKey() + ":").getBytes(StandardCharsets.UTF_8)))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(answers)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As long as names are and hardly ever the same twice, for accounts are compared by their names. */
    private static String name() {
        return ThreadLocalRandom.current()
                .ints(SYLLABLES_IN_NAME, 0, CONSONANTS.length() * VOWELS.length())
                .mapToObj(syllable ->
                        "" + CONSONANTS.charAt(syllable / VOWELS.length()) + VOWELS.charAt(syllable % VOWELS.length()))
                .collect(Collectors.joining());
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    private static void row(String what, double p50, double p99) {
        System.out.printf("%-46s %9.2f %9.2f%n", what, p50, p99);
    }

    private static void say(String format, Object... arguments) {
        System.out.printf("  … " + format + "%n", arguments);
    }
}

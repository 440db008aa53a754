package io.tandem.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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

    /** Enough for as many a second as are still under way when each takes longer than a second. */
    private static final int CONNECTIONS = 2 * PER_SECOND;

    private SignupBenchmark() {}

    static void run(Target target) throws Exception {
        RequestSender gateway = new RequestSender(target.gateway(), CONNECTIONS);
        Supplier<Request> form = () -> new SignupRequest(target.writeKey());

        Map<String, Long> processes = new LinkedHashMap<>(target.processes());
        processes.put("this load generator", ProcessHandle.current().pid());
        System.out.printf(
                "Signup to decision, %d processors, Java %s, everything on this machine%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version());
        say("warming up for %d s", WARM_UP.toSeconds());
        gateway.atRate(PER_SECOND, WARM_UP, form);

        say("ceilings");
        Load bare = Ceilings.bareEndpoint(gateway, target, PER_SECOND, Duration.ofSeconds(10));
        Histogram transaction = Ceilings.transaction(target);
        Histogram roundTrip = Ceilings.kafkaRoundTrip(target);

        say("%d signups a second for %d s", PER_SECOND, MEASURED.toSeconds());
        CpuTime before = CpuTime.of(processes);
        Load signups = gateway.atRate(PER_SECOND, MEASURED, form);
        CpuTime used = CpuTime.of(processes).since(before);
        say("as many signups as get through, %d under way, for 10 s", CONCURRENCY);
        Load most = new RequestSender(target.gateway(), CONCURRENCY).asFastAsPossible(Duration.ofSeconds(10), form);

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

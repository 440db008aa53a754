package io.tandem.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/** {@code ./tandem bench NAME}: measures a running stand. */
public final class Main {
    private interface Benchmark {
        void run(Target target) throws Exception;
    }

    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "crm-sync",
            CrmSyncBenchmark::run,
            "growth",
            GrowthBenchmark::run,
            "import",
            ImportBenchmark::run,
            "intake",
            IntakeBenchmark::run,
            "routing",
            RoutingBenchmark::run,
            "signup",
            SignupBenchmark::run));

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 0 ? "signup" : arguments[0];
        Benchmark benchmark = BENCHMARKS.get(name);
        if (benchmark == null) {
            System.err.printf(
                    "There is no benchmark %s; there are: %s%n", name, String.join(", ", BENCHMARKS.keySet()));
            System.exit(2);
        }
        benchmark.run(Target.fromEnvironment());
    }
}

package io.tandem.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.AccountScored.Trigger;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.UsageFacts;
import io.tandem.routing.domain.Ledger;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.RecordedDecision;
import io.tandem.routing.domain.Rep;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.policy.CompiledPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Decisions a second in one thread, without a database. */
@State(Scope.Thread)
public class DecisionBenchmark {
    private static final int INPUTS = 1_024;

    private final CompiledPolicy shipped;
    private final CompiledPolicy fifty;
    private final List<RoutingInputs> inputs = new ArrayList<>();
    private final List<byte[]> recorded = new ArrayList<>();
    private final PoolState pool;
    private int next;

    public DecisionBenchmark() {
        Policy policy = shippedPolicy();
        shipped = CompiledPolicy.of(policy);
        fifty = CompiledPolicy.of(new Policy("50", "", policy.acv(), FiftyRules.around(policy)));
        Random random = new Random(1);
        for (int i = 0; i < INPUTS; i++) {
            RoutingInputs one = inputs(random, i);
            inputs.add(one);
            recorded.add(new RecordedDecision(one, null, null).toBytes());
        }
        List<Rep> reps = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            reps.add(new Rep(new UUID(0, i), "Rep " + i, i + "@tandem.example", 1, 0, 1_000_000, 0, true));
        }
        pool = new PoolState(new Ledger("SALES_LED", 0, List.of()), reps);
    }

    /** Prints what this machine does. */
    static void run() throws RunnerException {
        var results = new Runner(new OptionsBuilder()
                        .include(DecisionBenchmark.class.getName())
                        .forks(1)
                        .jvmArgs("-Xmx512m")
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .timeUnit(TimeUnit.SECONDS)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        for (RunResult result : results) {
            var measured = result.getPrimaryResult();
            System.out.printf(
                    "one thread: %-50s %,9.0f a second, ± %,.0f%n",
                    measured.getLabel(), measured.getScore(), measured.getScoreError());
        }
    }

    /** As in life: with reasons, trace and assignment. */
    @Benchmark
    public Optional<Routing.Routed> shippedPolicyWithTrace() {
        return Routing.decide(shipped.policy(), input(), shipped, asked -> pool);
    }

    @Benchmark
    public Optional<Routing.Routed> fiftyRulesWithTrace() {
        return Routing.decide(fifty.policy(), input(), fifty, asked -> pool);
    }

    /** As in a simulation: from the bytes that are stored, without reasons, trace and assignment. */
    @Benchmark
    public Optional<Routing.Routed> fiftyRulesOfRecordedInputs() {
        RoutingInputs read = RecordedDecision.of(new UUID(0, 1), recorded.get(next++ % INPUTS))
                .inputs();
        return Routing.outline(
                fifty.policy(), read, fifty, asked -> new PoolState(new Ledger(asked, 0, List.of()), List.of()));
    }

    private RoutingInputs input() {
        return inputs.get(next++ % INPUTS);
    }

    private static Policy shippedPolicy() {
        try (InputStream document = CompiledPolicy.class.getResourceAsStream("/default-policy.json")) {
            return new ObjectMapper().readValue(document, Policy.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One signup of five comes from a company that a human is to meet; one of five is usage. */
    private static RoutingInputs inputs(Random random, int i) {
        UUID account = new UUID(random.nextLong(), random.nextLong());
        String domain = "bench-" + i + ".com";
        CompanySize size = random.nextInt(5) == 0 ? CompanySize.UP_TO_5000 : CompanySize.UP_TO_10;
        List<Signal> signals = random.nextInt(4) > 0
                ? List.of()
                : List.of(new Signal("several-users", null, "3 people of " + domain + " use the product", Map.of()));
        SignupAnswers signup = new SignupAnswers(
                new UUID(1, i),
                new UUID(0, 1),
                new UUID(2, i),
                "ana@" + domain,
                "Ana Ribeiro",
                "Bench",
                size,
                "Head of Operations",
                "Reporting",
                random.nextBoolean() ? "DE" : "US",
                random.nextInt(10) == 0,
                null,
                null,
                Map.of("source", "newsletter"),
                Instant.EPOCH,
                Map.of(),
                false,
                false);
        return new RoutingInputs(
                random.nextInt(5) == 0 ? Trigger.USAGE : Trigger.SIGNUP,
                new RoutingInputs.Account(account, domain, "Bench " + i, null, null, null),
                signup,
                new Score(41.25, 30.0, 11.25, "B3", List.of(), "1"),
                signals,
                new UsageFacts(random.nextInt(500), random.nextInt(9), random.nextInt(9), null, null),
                RoutingInputs.Relationship.NONE,
                null,
                false);
    }
}

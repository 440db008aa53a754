package io.tandem.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How many usage events the intake accepts, how many get through state and score, and how long one takes from its
 * acceptance to its published score, with every part and this load generator on one machine. Events go straight to the
 * service: the gateway bounds what one address may send.
 */
final class IntakeBenchmark {
    private static final int BATCH = 50;
    private static final int ACCOUNTS = Integer.getInteger("accounts", 10_000);
    private static final int USERS_PER_ACCOUNT = 2;
    private static final int BATCH_CONNECTIONS = Integer.getInteger("batchConnections", 32);
    private static final int SINGLE_CONNECTIONS = Integer.getInteger("singleConnections", 128);
    private static final int SUSTAINED = Integer.getInteger("sustained", 20_000);
    private static final int PROBED = Integer.getInteger("probed", 5_000);
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUpSeconds", 10));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("seconds", 10));
    private static final String PARTS = System.getProperty("parts", "ceilings,batch,single,scored,probes");

    /** Whether the instance counts and scores too, or only takes events in. */
    private static final boolean SCORING = Boolean.parseBoolean(System.getProperty("scoring", "true"));

    private final Target target;
    private final ScoringProgress progress;
    private final Map<String, Long> processes;
    private CpuTime cpu;
    private long acceptedBefore;
    private final int users = ACCOUNTS * USERS_PER_ACCOUNT;
    private final EventRequest.Users everybody = EventRequest.Users.first(users);

    private IntakeBenchmark(Target target) {
        this.target = target;
        this.progress = new ScoringProgress(target);
        processes = new LinkedHashMap<>(target.processes());
        processes.put("this load generator", ProcessHandle.current().pid());
    }

    static void run(Target target) throws Exception {
        System.out.printf(
                "Intake and scoring, %d processors, Java %s, everything on this machine, %,d accounts, %s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                ACCOUNTS,
                SCORING ? "an instance that takes in, counts and scores" : "an instance that only takes in");
        new IntakeBenchmark(target).run();
    }

    private void run() throws Exception {
        if (SCORING) {
            identifyEverybody();
        }
        say("warming up for %d s", WARM_UP.toSeconds());
        batches("/v1/batch", BATCH_CONNECTIONS, WARM_UP.dividedBy(2));
        singles(WARM_UP.dividedBy(2));
        acceptedBefore = (SCORING ? progress.awaitAll() : progress.now()).accepted();
        System.out.printf("%n%-58s %12s %9s %9s%n", "", "events/s", "p50 ms", "p99 ms");
        if (PARTS.contains("ceilings")) {
            row(
                    "ceiling: endpoint that only parses batches of %d".formatted(BATCH),
                    batches("/v1/m", BATCH_CONNECTIONS, MEASURED),
                    BATCH);
            row("ceiling: Kafka producer, acks=all", IntakeCeilings.producedPerSecond(target, MEASURED));
            row("ceiling: PostgreSQL COPY, rows", IntakeCeilings.copiedPerSecond(target, MEASURED));
        }
        if (PARTS.contains("batch")) {
            cpu = CpuTime.of(processes);
            row("accepted in batches of %d".formatted(BATCH), batches("/v1/batch", BATCH_CONNECTIONS, MEASURED), BATCH);
            drained();
        }
        if (PARTS.contains("single")) {
            cpu = CpuTime.of(processes);
            row("accepted singly", singles(MEASURED), 1);
            drained();
        }
        if (SCORING && PARTS.contains("scored")) {
            sustained();
        }
        if (SCORING && PARTS.contains("probes")) {
            probed();
        }
    }

    private Load batches(String path, int connections, Duration duration) {
        return new RequestSender(target.scoring(), connections)
                .asFastAsPossible(duration, () -> EventRequest.batch(path, target.writeKey(), BATCH, everybody));
    }

    private Load singles(Duration duration) {
        return new RequestSender(target.scoring(), SINGLE_CONNECTIONS)
                .asFastAsPossible(duration, () -> EventRequest.single(target.writeKey(), everybody));
    }

    /** What was accepted faster than it could be scored is a reserve of work: how fast it goes says what scoring does. */
    private void drained() throws IOException, InterruptedException {
        ScoringProgress.Moment before = progress.now();
        System.out.printf("    %s%n", cpuPerEvent(before.accepted() - acceptedBefore));
        if (!SCORING) {
            acceptedBefore = before.accepted();
            return;
        }
        long start = System.nanoTime();
        cpu = CpuTime.of(processes);
        ScoringProgress.Moment after = progress.awaitAll();
        acceptedBefore = after.accepted();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (before.waiting() > 10_000) {
            row("  and scored afterwards, nothing else going on", (after.counted() - before.counted()) / seconds);
            System.out.printf("    %s%n", cpuPerEvent(after.counted() - before.counted()));
            System.out.printf(
                    "    %.2f accounts scored an event%n",
                    (double) (after.scored() - before.scored()) / (after.counted() - before.counted()));
        }
    }

    /** Events at a fixed rate; what waits is looked at once a second. */
    private void sustained() throws Exception {
        Thread looking = new Thread(this::lookOnceASecond, "looking");
        looking.setDaemon(true);
        ScoringProgress.Moment before = progress.awaitAll();
        long start = System.nanoTime();
        cpu = CpuTime.of(processes);
        looking.start();
        Load sent = new RequestSender(target.scoring(), 4)
                .atRate(
                        (double) SUSTAINED / BATCH,
                        MEASURED.multipliedBy(2),
                        () -> EventRequest.batch("/v1/batch", target.writeKey(), BATCH, everybody));
        ScoringProgress.Moment after = progress.now();
        double seconds = (System.nanoTime() - start) / 1e9;
        looking.interrupt();
        looking.join();
        row("accepted at a fixed %,d/s in batches of %d".formatted(SUSTAINED, BATCH), sent, BATCH);
        row("  and counted and scored meanwhile", (after.counted() - before.counted()) / seconds);
        drained();
    }

    private void lookOnceASecond() {
        StringBuilder waiting = new StringBuilder();
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                ScoringProgress.Moment now = progress.now();
                waiting.append(" %d/%d".formatted(now.waiting(), now.due()));
            }
        } catch (IOException | InterruptedException ended) {
            System.out.printf("    events waiting, and batches due, each second:%s%n", waiting);
        }
    }

    private void probed() throws Exception {
        Thread load = new Thread(
                () -> new RequestSender(target.scoring(), 4)
                        .atRate(
                                (double) PROBED / BATCH,
                                MEASURED.multipliedBy(2),
                                () -> EventRequest.batch("/v1/batch", target.writeKey(), BATCH, everybody)),
                "load");
        load.setDaemon(true);
        load.start();
        ScoreProbes.Result scores = new ScoreProbes(target).run(50, MEASURED.multipliedBy(2));
        load.join();
        System.out.printf(
                "%-58s %12s %9.1f %9.1f   %d not seen%n",
                "accepted to published score at %,d/s".formatted(PROBED),
                "",
                scores.millis(50),
                scores.millis(99),
                scores.unseen());
        progress.awaitAll();
    }

    /** Everybody belongs to an account before they do anything, some to each. Repeating it changes nothing. */
    private void identifyEverybody() throws Exception {
        say("%,d people of %,d accounts", users, ACCOUNTS);
        try (HttpConnection connection = new HttpConnection(target.scoring())) {
            int atOnce = 500;
            for (int from = 0; from < users; from += atOnce) {
                int first = from;
                boolean taken = connection.send(
                        EventRequest.of(target.writeKey(), Math.min(atOnce, users - from), i -> """
                                {"type":"identify","userId":"%s","messageId":"identify-%d","traits":{"email":"p%d@bench%07d.com"}}""".formatted(
                                        EventRequest.userId(first + i),
                                        first + i,
                                        first + i,
                                        (first + i) / USERS_PER_ACCOUNT)));
                if (!taken) {
                    throw new IllegalStateException("the people could not be sent; is " + target.scoring() + " up?");
                }
            }
        }
        progress.awaitAll();
    }

    /** Since it was noted last. */
    private String cpuPerEvent(long events) {
        CpuTime used = CpuTime.of(processes).since(cpu);
        return "%.1f µs of processor time an event: %s"
                .formatted(
                        micros(used.total(), events),
                        used.used().entrySet().stream()
                                .filter(part -> micros(part.getValue(), events) >= 0.1)
                                .map(part -> "%s %.1f".formatted(part.getKey(), micros(part.getValue(), events)))
                                .collect(Collectors.joining(", ")));
    }

    private static double micros(Duration used, long events) {
        return used.toNanos() / 1000.0 / Math.max(1, events);
    }

    private static void row(String what, Load result, int eventsEach) {
        System.out.printf(
                "%-58s %,12.0f %9.1f %9.1f%s%n",
                what,
                result.perSecond() * eventsEach,
                result.millis(50),
                result.millis(99),
                result.failures() == 0 ? "" : "   " + result.failures() + " failed");
    }

    private static void row(String what, double perSecond) {
        System.out.printf("%-58s %,12.0f%n", what, perSecond);
    }

    private static void say(String format, Object... arguments) {
        System.out.printf("  … " + format + "%n", arguments);
    }
}

package io.tandem.scoring.imports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.tandem.contracts.TrackedEvent;
import io.tandem.kit.delivery.Failures;
import io.tandem.scoring.intake.HistoricCalls;
import io.tandem.scoring.score.DueAccounts;
import io.tandem.scoring.score.ScoringConfig;
import io.tandem.scoring.usage.UsageConfig;
import io.tandem.scoring.usage.UsageService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Takes imports in, a chunk a transaction, in which the chunk goes and its events count: after a kill it goes on where
 * it was. It gives way to what comes in live.
 */
@ApplicationScoped
class EventImportWorker {
    private static final Logger LOG = Logger.getLogger(EventImportWorker.class);

    /** Scoring of what comes in live is to keep up. */
    private static final int MOST_URGENT = 16;

    /** What was taken in waits to be scored as briefly as that allows. */
    private static final int MOST_DUE = 1_000;

    static final int AT_ONCE = 250;

    /** What comes in live meanwhile waits behind one transaction for the processor, so it is a short one. */
    private static final int AT_ONCE_BESIDE_LIVE = 50;

    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    @Inject
    EventImportRepository imports;

    @Inject
    TopicHistory topic;

    @Inject
    HistoricCalls calls;

    @Inject
    UsageService usage;

    @Inject
    DueAccounts due;

    @Inject
    ImportsConfig config;

    @Inject
    UsageConfig kept;

    @Inject
    ScoringConfig scoring;

    private volatile boolean stopping;
    private volatile boolean besideLive;

    /** How much had come in live when this was looked at last. What comes in during a pause counts, too. */
    private volatile long liveSeen;

    /** An event, and the row that it was read from. */
    record Read(long row, String content, TrackedEvent event) {}

    /** What came of some rows. */
    record Taken(long rows, List<Read> events, List<EventImportRefusal> refusals, String positions) {}

    /** Some of an import could not be taken. */
    private static final class TakingFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient EventImportView of;
        private final transient List<Read> events;

        TakingFailed(EventImportView of, List<Read> events, RuntimeException cause) {
            super(cause);
            this.of = of;
            this.events = events;
        }
    }

    void onStop(@Observes ShutdownEvent shutdown) {
        stopping = true;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() throws InterruptedException {
        if (!scoring.enabled()) {
            return;
        }
        while (!stopping && takeSome()) {
            LOG.trace("Some of an import is taken");
        }
    }

    @Scheduled(every = "1h", delayed = "2m")
    void forgetOldRefusals() {
        if (scoring.enabled()) {
            imports.removeRefusalsOfOld();
        }
    }

    /** False if there is nothing to take. */
    private boolean takeSome() throws InterruptedException {
        long start = System.nanoTime();
        boolean taken;
        try {
            taken = takeTogetherOrOneByOne();
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "Some of an import could not be taken; it is tried again");
            return false;
        }
        long live = usage.live();
        besideLive = live > liveSeen;
        liveSeen = live;
        if (taken) {
            giveWay(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
        return taken;
    }

    private boolean takeTogetherOrOneByOne() {
        try {
            return take(imports::lockNext, besideLive ? AT_ONCE_BESIDE_LIVE : AT_ONCE, Map.of());
        } catch (TakingFailed together) {
            if (passes(together)) {
                throw together;
            }
            LOG.warnf(together, "Rows of the import %s could not be taken together", together.of.id());
            together.events.forEach(event -> takeOne(together.of.id()));
            return true;
        }
    }

    /** A row that cannot be taken even alone is refused, so that it holds up neither the others nor other imports. */
    private void takeOne(UUID id) {
        try {
            take(() -> lockGoingOn(id), 1, Map.of());
        } catch (TakingFailed alone) {
            if (passes(alone)) {
                throw alone;
            }
            Map<Long, String> faults = new HashMap<>();
            alone.events.forEach(event -> faults.put(event.row(), reason(alone.getCause())));
            take(() -> lockGoingOn(id), 1, faults);
        }
    }

    private boolean passes(TakingFailed failure) {
        return stopping || failure.events.isEmpty() || Failures.isTransient(failure);
    }

    /** Unless somebody paused or cancelled it meanwhile. */
    private Optional<EventImportView> lockGoingOn(UUID id) {
        return imports.lock(id)
                .filter(one -> one.state() == EventImportState.QUEUED || one.state() == EventImportState.RUNNING);
    }

    private static String reason(Throwable failure) {
        String said = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return "cannot be taken in: " + said.lines().findFirst().orElse("").replace('\u0000', '\uFFFD');
    }

    private void giveWay(long workedMillis) throws InterruptedException {
        if (besideLive) {
            TimeUnit.MILLISECONDS.sleep(
                    Math.min(LONGEST_PAUSE_MILLIS, workedMillis * (100 - config.share()) / config.share()));
        }
        for (long waited = 0; isTooMuchDue() && waited < LONGEST_PAUSE_MILLIS; waited += 10) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private boolean isTooMuchDue() {
        return due.urgentBatches() > MOST_URGENT || due.batches() > MOST_DUE;
    }

    /**
     * In one transaction.
     *
     * @param faults why rows that could be read are refused nevertheless
     */
    private boolean take(Supplier<Optional<EventImportView>> lock, int atMost, Map<Long, String> faults) {
        return QuarkusTransaction.requiringNew()
                .call(() -> lock.get().map(of -> takeOf(of, atMost, faults)).orElse(false));
    }

    private boolean takeOf(EventImportView of, int atMost, Map<Long, String> faults) {
        Optional<Taken> taken = of.kind() == EventImportKind.UPLOAD
                ? ofUpload(of, atMost)
                : topic.next(imports.positions(of.id()), atMost);
        if (taken.isEmpty()) {
            imports.set(of.id(), EventImportState.DONE);
            return true;
        }
        Taken some = taken.get();
        try {
            count(of, some, faults);
        } catch (RuntimeException failure) {
            throw new TakingFailed(of, some.events(), failure);
        }
        return true;
    }

    private void count(EventImportView of, Taken some, Map<Long, String> faults) {
        List<EventImportRefusal> refusals = new ArrayList<>(some.refusals());
        List<TrackedEvent> events = new ArrayList<>();
        for (Read read : some.events()) {
            String fault = faults.get(read.row());
            if (fault == null) {
                events.add(read.event());
            } else {
                refusals.add(new EventImportRefusal(read.row(), fault, read.content()));
            }
        }
        UsageService.Backfilled counted = events.isEmpty() ? new UsageService.Backfilled(0, 0) : usage.backfill(events);
        imports.addRefusals(of.id(), refusals);
        imports.progress(
                of.id(),
                some.rows(),
                counted.counted(),
                counted.duplicates(),
                mayRepeat(of, events),
                refusals.size(),
                some.positions());
    }

    /** How many of these may have been taken in so long ago that nobody can tell any more. */
    private int mayRepeat(EventImportView of, List<TrackedEvent> events) {
        Instant since = Instant.now().minus(Duration.ofDays(kept.retentionDays()));
        return of.kind() == EventImportKind.UPLOAD
                ? (int) events.stream()
                        .filter(event -> event.timestamp().isBefore(since))
                        .count()
                : 0;
    }

    private Optional<Taken> ofUpload(EventImportView next, int atMost) {
        return imports.firstChunk(next.id()).map(chunk -> {
            imports.removeChunk(next.id(), chunk);
            Instant now = Instant.now();
            List<Read> events = new ArrayList<>();
            List<EventImportRefusal> refusals = new ArrayList<>();
            List<byte[]> rows = chunk.rows();
            if (rows.size() > atMost) {
                imports.addChunk(next.id(), chunk.without(atMost));
                rows = rows.subList(0, atMost);
            }
            long number = chunk.firstRow();
            for (byte[] row : rows) {
                if (!Chunk.isBlank(row)) {
                    HistoricCalls.Row read = read(row, next.sourceId(), now);
                    if (read.event() != null) {
                        events.add(new Read(number, shown(row), read.event()));
                    } else {
                        refusals.add(new EventImportRefusal(number, read.refusal(), shown(row)));
                    }
                }
                number++;
            }
            return new Taken(number - chunk.firstRow(), events, refusals, null);
        });
    }

    private HistoricCalls.Row read(byte[] row, UUID source, Instant now) {
        try {
            return calls.read(row, source, now);
        } catch (RuntimeException unreadable) {
            return new HistoricCalls.Row(null, reason(unreadable));
        }
    }

    /** As the database can hold it. */
    private static String shown(byte[] row) {
        return new String(row, StandardCharsets.UTF_8).replace('\u0000', '\uFFFD');
    }
}

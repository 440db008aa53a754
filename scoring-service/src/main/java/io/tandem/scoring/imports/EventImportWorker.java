package io.tandem.scoring.imports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.tandem.contracts.TrackedEvent;
import io.tandem.scoring.intake.HistoricCalls;
import io.tandem.scoring.score.DueAccounts;
import io.tandem.scoring.score.ScoringConfig;
import io.tandem.scoring.usage.UsageService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes imports in, a chunk a transaction, in which the chunk goes and its events count: after a kill it goes on where
 * it was. It gives way to what comes in live.
 */
@ApplicationScoped
class EventImportWorker {
    private static final Logger LOG = Logger.getLogger(EventImportWorker.class);

    /** Scoring is to keep up, or what comes in live would find a queue. */
    private static final int MOST_DUE = 16;

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
    ScoringConfig scoring;

    /** What came of some rows. */
    record Taken(long rows, List<TrackedEvent> events, List<EventImportRefusal> refusals, String positions) {}

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() throws InterruptedException {
        if (!scoring.enabled()) {
            return;
        }
        while (takeSome()) {
            LOG.trace("Some of an import is taken");
        }
    }

    @Scheduled(every = "1h", delayed = "2m")
    void forgetOldRefusals() {
        imports.removeRefusalsOfOld();
    }

    /** False if there is nothing to take. */
    private boolean takeSome() throws InterruptedException {
        long start = System.nanoTime();
        long live = usage.live();
        boolean taken;
        try {
            taken = QuarkusTransaction.requiringNew()
                    .call(() -> imports.lockNext().map(this::takeSomeOf).orElse(false));
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "Some of an import could not be taken; it is tried again");
            return false;
        }
        if (taken) {
            giveWay(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), usage.live() > live);
        }
        return taken;
    }

    private void giveWay(long workedMillis, boolean liveEvents) throws InterruptedException {
        if (liveEvents) {
            TimeUnit.MILLISECONDS.sleep(
                    Math.min(LONGEST_PAUSE_MILLIS, workedMillis * (100 - config.share()) / config.share()));
        }
        for (long waited = 0; due.batches() > MOST_DUE && waited < LONGEST_PAUSE_MILLIS; waited += 10) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private boolean takeSomeOf(EventImportView next) {
        Optional<Taken> taken =
                next.kind() == EventImportKind.UPLOAD ? ofUpload(next) : topic.next(imports.positions(next.id()));
        if (taken.isEmpty()) {
            imports.set(next.id(), EventImportState.DONE);
            return true;
        }
        Taken some = taken.get();
        UsageService.Backfilled counted =
                some.events().isEmpty() ? new UsageService.Backfilled(0, 0) : usage.backfill(some.events());
        imports.addRefusals(next.id(), some.refusals());
        imports.progress(
                next.id(),
                some.rows(),
                counted.counted(),
                counted.duplicates(),
                some.refusals().size(),
                some.positions());
        return true;
    }

    private Optional<Taken> ofUpload(EventImportView next) {
        return imports.firstChunk(next.id()).map(chunk -> {
            imports.removeChunk(next.id(), chunk);
            Instant now = Instant.now();
            List<TrackedEvent> events = new ArrayList<>();
            List<EventImportRefusal> refusals = new ArrayList<>();
            long number = chunk.firstRow();
            for (byte[] row : chunk.rows()) {
                if (!Chunk.isBlank(row)) {
                    HistoricCalls.Row read = calls.read(row, next.sourceId(), now);
                    if (read.event() != null) {
                        events.add(read.event());
                    } else {
                        refusals.add(new EventImportRefusal(number, read.refusal(), shown(row)));
                    }
                }
                number++;
            }
            return new Taken(number - chunk.firstRow(), events, refusals, null);
        });
    }

    /** As the database can hold it. */
    private static String shown(byte[] row) {
        return new String(row, StandardCharsets.UTF_8).replace('\u0000', '\uFFFD');
    }
}

package io.tandem.signup.imports;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.tandem.signup.table.TableRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Carries imports out, one after the other on each instance, and goes on with what was left behind. */
@ApplicationScoped
class ImportWorker {
    private static final Logger LOG = Logger.getLogger(ImportWorker.class);

    private final ImportChunks chunks;
    private final ImportRepository imports;
    private final ImportContent content;
    private final List<RowTaker> takers;
    private final ImportConfig config;
    private volatile boolean ending;

    ImportWorker(
            ImportChunks chunks,
            ImportRepository imports,
            ImportContent content,
            @All List<RowTaker> takers,
            ImportConfig config) {
        this.chunks = chunks;
        this.imports = imports;
        this.content = content;
        this.takers = takers;
        this.config = config;
    }

    void end(@Observes ShutdownEvent event) {
        ending = true;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        Optional<BulkImport> work;
        while (!ending && (work = chunks.claim()).isPresent()) {
            // A process that died at its work could not say so.
            if (work.get().attempts() > config.attempts()) {
                chunks.interrupted(work.get());
            } else {
                carryOut(work.get());
            }
        }
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void forget() {
        Instant now = Instant.now();
        imports.forget(now.minus(config.resultsKept()), now.minus(config.receivingFor()));
    }

    RowTaker takerOf(ImportKind kind) {
        return takers.stream().filter(taker -> taker.kind() == kind).findFirst().orElseThrow();
    }

    private void carryOut(BulkImport work) {
        try {
            if (takeAll(work)) {
                chunks.complete(work, work.rows());
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "Import %s is interrupted", work.id());
            chunks.interrupted(work);
        }
    }

    /** False if it is not ours any more, or this instance ends. */
    private boolean takeAll(BulkImport work) {
        RowTaker taker = takerOf(work.kind());
        Iterator<TableRow> rows = work.format().read(content.read(work.id()), taker.columns());
        long read = skip(rows, work.rowsRead());
        while (rows.hasNext()) {
            List<TableRow> chunk = next(rows);
            if (ending || !chunks.take(work, read, chunk, taker)) {
                return false;
            }
            read += chunk.size();
        }
        return true;
    }

    private static long skip(Iterator<TableRow> rows, long read) {
        for (long skipped = 0; skipped < read; skipped++) {
            rows.next();
        }
        return read;
    }

    private List<TableRow> next(Iterator<TableRow> rows) {
        List<TableRow> chunk = new ArrayList<>(config.chunk());
        while (chunk.size() < config.chunk() && rows.hasNext()) {
            chunk.add(rows.next());
        }
        return chunk;
    }
}

package io.tandem.signup.imports;

import io.tandem.signup.table.TableRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes an import part by part. What a part changes and how far the import got are one transaction: however often it is
 * interrupted, no row is taken twice and none is left out.
 */
@ApplicationScoped
class ImportChunks {
    private final ImportRepository imports;
    private final RowRepository results;
    private final ImportConfig config;

    ImportChunks(ImportRepository imports, RowRepository results, ImportConfig config) {
        this.imports = imports;
        this.results = results;
        this.config = config;
    }

    @Transactional
    Optional<BulkImport> claim() {
        return imports.claim(Instant.now().plus(config.takeoverAfter()));
    }

    /** False if the import is not the caller's to go on with any more: cancelled, or taken over by another instance. */
    @Transactional
    boolean take(BulkImport work, long read, List<TableRow> rows, RowTaker taker) {
        if (!isOurs(work.id(), read)) {
            return false;
        }
        List<RowResult> taken = work.dryRun() ? taker.preview(work, rows) : taker.take(work, rows);
        results.add(
                work.id(),
                taken.stream()
                        .filter(row -> work.dryRun() || row.outcome() == Outcome.REFUSED)
                        .toList());
        imports.advance(
                work.id(),
                rows.size(),
                count(taken, Outcome.NEW),
                count(taken, Outcome.UNCHANGED),
                count(taken, Outcome.REFUSED),
                Instant.now().plus(config.takeoverAfter()));
        return true;
    }

    @Transactional
    void complete(BulkImport work, long read) {
        if (isOurs(work.id(), read)) {
            imports.end(work.id(), ImportStatus.COMPLETED);
        }
    }

    /** It did not get further: tried again after a pause, or given up. */
    @Transactional
    void interrupted(BulkImport work) {
        BulkImport now = imports.findLocked(work.id()).orElseThrow();
        if (now.status() == ImportStatus.RUNNING && now.attempts() >= config.attempts()) {
            imports.end(work.id(), ImportStatus.FAILED);
        } else {
            imports.release(work.id(), Instant.now().plusSeconds(1L << Math.min(now.attempts(), 5)));
        }
    }

    private boolean isOurs(UUID id, long read) {
        return imports.findLocked(id)
                .filter(now -> now.status() == ImportStatus.RUNNING && now.rowsRead() == read)
                .isPresent();
    }

    private static int count(List<RowResult> rows, Outcome outcome) {
        return (int) rows.stream().filter(row -> row.outcome() == outcome).count();
    }
}

package io.tandem.signup.imports;

import io.tandem.kit.web.Problem;
import io.tandem.signup.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What admins start, look at and stop. */
@ApplicationScoped
class ImportService {
    private final ImportRepository imports;
    private final RowRepository rows;
    private final AuditTrail audit;

    ImportService(ImportRepository imports, RowRepository rows, AuditTrail audit) {
        this.imports = imports;
        this.rows = rows;
        this.audit = audit;
    }

    String caller() {
        return audit.actor();
    }

    /**
     * Accepts a file that has arrived whole. One that the same caller sent before under the same key is that earlier
     * import, and this one is dropped.
     *
     * @throws Problem 409 if the same file is at work, 422 if the key was used for another
     */
    @Transactional
    public Accepted accept(UUID id, ImportContent.Stored stored, long count, String key) {
        imports.lock();
        BulkImport coming = imports.findReceiving(id).orElseThrow().arrived(stored, count);
        Optional<BulkImport> before =
                key == null ? Optional.empty() : imports.byKey(coming.requestedBy(), coming.kind(), key);
        if (before.isPresent()) {
            if (!before.get().isSameAs(coming)) {
                throw Problem.unprocessable("This Idempotency-Key was used for another import.");
            }
            imports.drop(id);
            return new Accepted(before.get(), true);
        }
        imports.atWork(stored.hash()).stream()
                .filter(coming::isSameAs)
                .findFirst()
                .ifPresent(same -> {
                    throw Problem.conflict("The same file is at work already.").with("importId", same.id());
                });
        imports.received(coming);
        audit.append("started", "import", id, null, view(coming));
        return new Accepted(coming, false);
    }

    /** Drops what did not arrive whole, or must not be taken. */
    @Transactional
    public void drop(UUID id) {
        imports.drop(id);
    }

    @Transactional
    public ImportView one(UUID id) {
        return view(imports.find(id).orElseThrow(ImportService::unknown));
    }

    @Transactional
    public List<ImportView> page(Optional<ImportCursor> after, int limit) {
        return imports.page(after, limit).stream().map(ImportService::view).toList();
    }

    @Transactional
    public List<ImportRowView> rows(UUID id, Optional<Outcome> outcome, long afterLine, int limit) {
        imports.find(id).orElseThrow(ImportService::unknown);
        return rows.page(id, outcome, afterLine, limit);
    }

    /** Waits for the part that is being taken; that one stays. */
    @Transactional
    public ImportView cancel(UUID id) {
        BulkImport before = imports.findLocked(id).orElseThrow(ImportService::unknown);
        if (!before.status().isAtWork()) {
            throw Problem.conflict("The import has ended.");
        }
        imports.end(id, ImportStatus.CANCELLED);
        ImportView after = one(id);
        audit.append(
                "cancelled",
                "import",
                id,
                Map.of("status", before.status()),
                Map.of("status", after.status(), "rowsRead", after.rowsRead()));
        return after;
    }

    private static ImportView view(BulkImport work) {
        return ImportView.from(work, Instant.now());
    }

    private static Problem unknown() {
        return Problem.notFound("There is no such import.");
    }

    /** An import, and whether an earlier call had started it. */
    record Accepted(BulkImport work, boolean replayed) {}
}

package io.tandem.signup.imports;

import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.signup.sources.SourceLookup;
import io.tandem.signup.table.TableRow;
import io.tandem.signup.table.UnreadableTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.UUID;

/** Stores a file while it arrives, and reads it once to its end, so that one which cannot be read is refused as a whole. */
@ApplicationScoped
class ImportIntake {
    private static final int LONGEST_KEY = 255;

    private final ImportService service;
    private final ImportRepository imports;
    private final ImportContent content;
    private final ImportWorker worker;
    private final SourceLookup sources;

    ImportIntake(
            ImportService service,
            ImportRepository imports,
            ImportContent content,
            ImportWorker worker,
            SourceLookup sources) {
        this.service = service;
        this.imports = imports;
        this.content = content;
        this.worker = worker;
        this.sources = sources;
    }

    ImportService.Accepted take(
            ImportKind kind, ImportFormat format, UUID sourceId, boolean dryRun, String key, InputStream body) {
        if (kind == ImportKind.SIGNUPS && (sourceId == null || !sources.isKnown(sourceId))) {
            throw RequestFaults.problem("source", "must be the id of a source");
        }
        if (key != null && key.length() > LONGEST_KEY) {
            throw Problem.badRequest("The header Idempotency-Key is longer than " + LONGEST_KEY + " characters.");
        }
        UUID id = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        imports.receive(BulkImport.coming(id, kind, format, dryRun, sourceId, service.caller(), now), key);
        try {
            ImportContent.StoringStream arriving = content.storing(id, body);
            long rows = count(format.read(arriving, worker.takerOf(kind).columns()));
            readToTheEnd(arriving);
            return service.accept(id, arriving.stored(), rows, key);
        } catch (UnreadableTable e) {
            service.drop(id);
            readToTheEnd(body);
            throw Problem.badRequest("The file cannot be read, and nothing of it was taken: " + e.getMessage());
        } catch (RuntimeException e) {
            service.drop(id);
            throw e;
        }
    }

    /** Whoever still sends does not read the answer. */
    private static void readToTheEnd(InputStream body) {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long count(Iterator<TableRow> rows) {
        long count = 0;
        while (rows.hasNext()) {
            rows.next();
            count++;
        }
        return count;
    }
}

package io.tandem.scoring.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tandem.kit.web.BoundedBody;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.scoring.audit.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Keeps an uploaded file, as it comes in, for the worker. Nothing of it is kept unless all of it came. */
@ApplicationScoped
class EventUpload {
    private static final int CHUNK_ROWS = EventImportWorker.AT_ONCE;
    private static final int PATIENCE_SECONDS = 900;

    @Inject
    EventImportRepository imports;

    @Inject
    EventImportService service;

    @Inject
    ImportsConfig config;

    @Inject
    Caller caller;

    @Inject
    ObjectMapper json;

    /** The import of this content, which may be an older one. */
    EventImportView take(UUID source, boolean csv, String encoding, InputStream sent) {
        UUID id = UUID.randomUUID();
        String startedBy = caller.name();
        return QuarkusTransaction.requiringNew().timeout(PATIENCE_SECONDS).call(() -> {
            if (!imports.knowsSource(source)) {
                throw RequestFaults.problem("sourceId", "is no source known here");
            }
            MessageDigest digest = sha256();
            digest.update((source + (csv ? " csv\n" : " lines\n")).getBytes());
            long rows = keep(id, rowsOf(sent, encoding, csv), digest);
            if (rows == 0) {
                throw Problem.badRequest("There is no row in the file.");
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            if (imports.add(id, EventImportKind.UPLOAD, source, hash, rows, null, startedBy)) {
                return service.begun(id);
            }
            imports.removeChunks(id);
            return imports.ofContent(hash).orElseThrow();
        });
    }

    private Rows rowsOf(InputStream sent, String encoding, boolean csv) {
        try {
            InputStream plain =
                    switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
                        case "", "identity" -> sent;
                        case "gzip", "x-gzip" -> new GZIPInputStream(sent, 32 * 1024);
                        default -> throw Problem.of(415, "the body may be sent as it is or with gzip");
                    };
            // A small file may inflate to anything.
            InputStream bounded = new BoundedBody(
                    plain, config.maxInflated().asLongValue(), "the file inflates to more than is allowed");
            return csv ? new CsvRows(bounded, json) : new Lines(bounded);
        } catch (IOException notGzip) {
            throw Problem.badRequest("the body is not gzip");
        }
    }

    private long keep(UUID id, Rows rows, MessageDigest digest) {
        try {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(64 * 1024);
            long row = 0;
            long firstRow = 1;
            for (byte[] next = rows.next(); next != null; next = rows.next()) {
                chunk.write(next);
                chunk.write('\n');
                row++;
                if (row % CHUNK_ROWS == 0) {
                    firstRow = keep(id, firstRow, row, chunk, digest);
                }
            }
            if (chunk.size() > 0) {
                keep(id, firstRow, row, chunk, digest);
            }
            return row;
        } catch (ZipException notGzip) {
            throw Problem.badRequest("the body is not gzip");
        } catch (IOException brokenOff) {
            throw Problem.badRequest("the body could not be read to its end");
        }
    }

    private long keep(UUID id, long firstRow, long lastRow, ByteArrayOutputStream chunk, MessageDigest digest) {
        byte[] content = chunk.toByteArray();
        chunk.reset();
        digest.update(content);
        imports.addChunk(id, new Chunk(firstRow, content));
        return lastRow + 1;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

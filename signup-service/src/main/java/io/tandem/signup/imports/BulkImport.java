package io.tandem.signup.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that was sent, and how far it was taken.
 *
 * @param sourceId of signups the source they count as, else null
 * @param contentHash SHA-256 of the file, in hexadecimal; null while it is on its way
 * @param rows how many the file has
 * @param untold how many of its signups the others have not been told of yet
 */
record BulkImport(
        UUID id,
        ImportKind kind,
        ImportFormat format,
        boolean dryRun,
        UUID sourceId,
        ImportStatus status,
        String contentHash,
        long bytes,
        long rows,
        long rowsRead,
        long accepted,
        long unchanged,
        long refused,
        String requestedBy,
        Instant requestedAt,
        Instant startedAt,
        Instant endedAt,
        int attempts,
        long untold) {

    static BulkImport coming(
            UUID id, ImportKind kind, ImportFormat format, boolean dryRun, UUID sourceId, String by, Instant at) {
        return new BulkImport(
                id,
                kind,
                format,
                dryRun,
                sourceId,
                ImportStatus.RECEIVING,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                by,
                at,
                null,
                null,
                0,
                0);
    }

    BulkImport arrived(ImportContent.Stored stored, long count) {
        return new BulkImport(
                id,
                kind,
                format,
                dryRun,
                sourceId,
                ImportStatus.WAITING,
                stored.hash(),
                stored.bytes(),
                count,
                0,
                0,
                0,
                0,
                requestedBy,
                requestedAt,
                null,
                null,
                0,
                0);
    }

    boolean isSameAs(BulkImport other) {
        return kind == other.kind
                && dryRun == other.dryRun
                && Optional.ofNullable(sourceId).equals(Optional.ofNullable(other.sourceId))
                && contentHash.equals(other.contentHash);
    }

    /** Since it was started, with all interruptions; 0 before. */
    long rowsPerSecond(Instant now) {
        if (startedAt == null) {
            return 0;
        }
        long millis =
                Duration.between(startedAt, endedAt == null ? now : endedAt).toMillis();
        return rowsRead * 1000 / Math.max(1, millis);
    }
}

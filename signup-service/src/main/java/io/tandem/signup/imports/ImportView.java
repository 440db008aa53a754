package io.tandem.signup.imports;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A file that was sent, and how far it was taken. */
@Schema(description = "A file that was sent, and how far it was taken")
record ImportView(
        UUID id,
        ImportKind kind,
        ImportFormat format,
        boolean dryRun,

        @Schema(description = "The source that signups count as")
        UUID sourceId,

        @Schema(enumeration = {"WAITING", "RUNNING", "COMPLETED", "CANCELLED", "FAILED"})
        ImportStatus status,

        long bytes,

        @Schema(description = "How many the file has") long rows,
        long rowsRead,

        @Schema(description = "Rows that said something new, or would")
        long accepted,

        @Schema(description = "Rows that said nothing new") long unchanged,
        long refused,

        @Schema(description = "Since it was started, with all interruptions")
        long rowsPerSecond,

        @Schema(
                description =
                        "What was imported and has not been told yet: signups to the other services, accounts to the matching")
        long untold,

        String requestedBy,
        Instant requestedAt,
        Instant startedAt,
        Instant endedAt) {

    static ImportView from(BulkImport work, Instant now) {
        return new ImportView(
                work.id(),
                work.kind(),
                work.format(),
                work.dryRun(),
                work.sourceId(),
                work.status(),
                work.bytes(),
                work.rows(),
                work.rowsRead(),
                work.accepted(),
                work.unchanged(),
                work.refused(),
                work.rowsPerSecond(now),
                work.untold(),
                work.requestedBy(),
                work.requestedAt(),
                work.startedAt(),
                work.endedAt());
    }
}

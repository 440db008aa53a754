package io.tandem.scoring.imports;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An import of history and how far it is.
 *
 * @param rows in all; null while that is not known
 * @param done rows that were looked at, whatever became of them
 * @param counted events that were new
 * @param duplicates events that had been counted before
 * @param mayRepeat events of an upload that happened longer ago than calls are kept
 * @param refused rows that are no sound call; see its refusals
 */
@Schema(description = "An import of events that happened before, and how far it is")
record EventImportView(
        UUID id,
        EventImportKind kind,
        UUID sourceId,
        EventImportState state,
        Long rows,
        long done,
        long counted,
        long duplicates,

        @Schema(
                description =
                        "Events of an upload that happened longer ago than calls are kept: those of them that another import"
                                + " took in as long ago are not known again, and have counted again")
        long mayRepeat,

        long refused,
        String startedBy,
        Instant createdAt,
        Instant finishedAt) {}

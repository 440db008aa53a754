package io.tandem.routing.rep;

import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Days on which a rep does not work, both included, in the rep's time zone. */
record AbsenceView(
        UUID id,
        LocalDate from,
        LocalDate to,

        @Schema(description = "Null where nothing was said", nullable = true)
        String reason) {}

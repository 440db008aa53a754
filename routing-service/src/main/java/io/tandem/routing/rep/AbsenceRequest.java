package io.tandem.routing.rep;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Days on which a rep does not work, both included, in the rep's time zone. */
record AbsenceRequest(
        @NotNull LocalDate from,

        @NotNull @Schema(description = "Not before from, and not more than two years after it")
        LocalDate to,

        @Size(max = 200) @Schema(description = "For whoever plans the work; nobody is asked for one", nullable = true)
        String reason) {

    /** Null where nothing was said. */
    String saidReason() {
        return reason == null || reason.isBlank() ? null : reason.strip();
    }
}

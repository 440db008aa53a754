package io.tandem.scoring.signals;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AccountSignal", description = "An episode of a signal and the account it is of")
record SignalView(
        @Schema(description = "Number of the episode") long id,

        UUID accountId,
        String domain,
        String name,

        @Schema(
                description =
                        "ENDED: the pattern is over. SILENCED: goes on, but nobody is to hear of it. WITHDRAWN: what"
                                + " showed it turned out to belong elsewhere, to a person who left for example")
        State state,

        @Schema(
                description =
                        "When the event happened that completed the pattern; for a pattern of whole days the start"
                                + " of the day")
        Instant firedAt,

        @Schema(description = "Null while it goes on") Instant endedAt,

        @Schema(description = "What shows it now, or showed it last")
        String reason,

        Map<String, Object> evidence,

        @Schema(description = "What showed it when it fired")
        String firedReason,

        Map<String, Object> firedEvidence) {

    enum State {
        IN_FORCE,
        SILENCED,
        ENDED,
        WITHDRAWN
    }
}

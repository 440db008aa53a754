package io.tandem.routing.handoff;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that happened to a handoff. */
record HandoffHistoryView(
        Instant at,
        HandoffHistory.What what,

        @Schema(description = "The email of the person who did it, or tandem")
        String who,

        @Schema(description = "In the words of who did it; of ESCALATED, to whom", nullable = true)
        String why,

        @Schema(description = "Who had it then", nullable = true)
        String ownerName,

        @Schema(nullable = true) String ownerEmail) {

    static HandoffHistoryView from(HandoffHistory.Entry entry) {
        return new HandoffHistoryView(
                entry.at(), entry.what(), entry.who(), entry.why(), entry.ownerName(), entry.ownerEmail());
    }
}

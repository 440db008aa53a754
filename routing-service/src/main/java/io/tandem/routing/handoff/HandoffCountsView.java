package io.tandem.routing.handoff;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many handoffs there are. */
record HandoffCountsView(
        @Schema(description = "Those that have not ended") long open,

        @Schema(description = "Those whose first touch should have been")
        long overdue,

        @Schema(description = "Those whose first touch is due within 24 hours")
        long dueSoon,

        @Schema(description = "By status, without those of which there is none")
        Map<HandoffStatus, Long> byStatus) {}

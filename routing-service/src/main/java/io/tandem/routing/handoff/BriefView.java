package io.tandem.routing.handoff;

import io.tandem.routing.domain.Brief;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to know before the first word. */
record BriefView(
        UUID handoffId,

        @Schema(description = "All of it, to be read from top to bottom")
        String text,

        @Schema(description = "Its parts; null of handoffs that are older than these", nullable = true)
        Brief parts) {}

package io.tandem.routing.simulation;

import io.tandem.contracts.Motion;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A decision that would have had another motion, or would have sent its handoff to another pool. */
record SimulationMove(
        UUID decisionId,
        UUID accountId,
        Instant decidedAt,
        Motion motionBefore,
        Motion motionAfter,
        String ruleBefore,
        String ruleAfter,

        @Schema(description = "Of the handoff that began; null where none did", nullable = true)
        String poolBefore,

        @Schema(description = "Of the handoff that would have begun; null where none would", nullable = true)
        String poolAfter,

        @Schema(description = "Who got it; null for nobody", nullable = true)
        UUID ownerBefore,

        @Schema(description = "Who would have got it; null for nobody", nullable = true)
        UUID ownerAfter) {}

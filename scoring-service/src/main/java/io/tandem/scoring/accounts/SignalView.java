package io.tandem.scoring.accounts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AccountSignal", description = "A signal in force and the account it is in force for")
record SignalView(
        UUID accountId,
        String domain,
        String name,

        @Schema(description = "When the event happened that completed the pattern")
        Instant firedAt,

        String reason,
        Map<String, Object> evidence) {}

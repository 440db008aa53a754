package io.tandem.scoring.signals;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "SignalSilence", description = "A signal that nobody is to hear of, and who decided that and why")
record SilenceView(
        UUID id,

        @Schema(description = "The account; null for all accounts")
        UUID accountId,

        @Schema(description = "Name of the signal, for example usage-decline")
        String signal,

        @Schema(description = "When it ends by itself; null for never")
        Instant until,

        String reason,
        String createdBy,
        Instant createdAt,
        @Schema(description = "Who ended it early, or null") String liftedBy,
        Instant liftedAt) {}

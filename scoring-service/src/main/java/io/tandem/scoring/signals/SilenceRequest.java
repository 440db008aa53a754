package io.tandem.scoring.signals;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "Which signal nobody is to hear of")
record SilenceRequest(
        @Schema(description = "The account; leave out for all accounts")
        UUID accountId,

        @Schema(description = "Name of a signal of the scoring model", examples = "usage-decline")
        @NotBlank
        @Size(max = 100)
        String signal,

        @Schema(description = "When it ends by itself; leave out for never. Must be in the future")
        Instant until,

        @Schema(description = "Why, for those who ask later") @NotBlank @Size(max = 500)
        String reason) {}

package io.tandem.scoring.accounts;

import io.tandem.scoring.domain.Overrides;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Override", description = "What somebody set by hand; it stays until somebody removes it")
record OverrideView(
        Overrides.Kind kind,

        @Schema(description = "0 to 100 points, a grade from A1 to D4, or a stage", examples = "80")
        String value,

        @Schema(description = "Why, in the words of who set it")
        String reason,

        @Schema(description = "Who set it") String setBy,
        Instant setAt,

        @Schema(description = "The account of which it was set: this one, or one that counts as part of the same whole")
        UUID accountId) {

    static OverrideView from(Overrides.Override override) {
        return new OverrideView(
                override.kind(),
                override.value(),
                override.reason(),
                override.setBy(),
                override.setAt(),
                override.accountId());
    }
}

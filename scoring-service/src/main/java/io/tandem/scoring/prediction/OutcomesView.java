package io.tandem.scoring.prediction;

import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "OutcomesTaken", description = "What became of uploaded outcomes")
record OutcomesView(
        UUID id,
        int accepted,

        @Schema(description = "Those that say something new")
        int changed,

        int refused,

        @Schema(description = "The first 100 of the refused rows")
        List<Refusal> refusals,

        @Schema(
                description = "Fields that some row says were known only after its facts were to hold; no model is made"
                        + " from them")
        SortedSet<String> lateFields) {
    static final int MAX_REFUSALS = 100;

    /** A row that was not taken: the line where it begins, or its place in the list from 0. */
    @Schema(name = "OutcomeRefusal", description = "A row that was not taken")
    record Refusal(
            @Schema(description = "The line where it begins, or its place in the list from 0")
            long line,

            String reason) {}
}

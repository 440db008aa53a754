package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.Target;
import java.time.Instant;
import java.util.SortedSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
        name = "PredictionModelProvenance",
        description = "All that a model was made from and by; enough to make it again")
record Provenance(
        @Schema(description = "The earliest moment of which facts were learnt from")
        Instant dataFrom,

        @Schema(description = "When the last outcome became known")
        Instant dataTo,

        @Schema(description = "SHA-256 of the rows") String rowsHash,

        @Schema(
                description = "How many rows were known, of which some were left out if there were too many; null in"
                        + " versions that do not tell")
        Integer rowsKnown,

        @Schema(description = "Accounts that converted, or cancelled, in all that was known; null likewise")
        Integer eventsKnown,

        Target target,
        int horizonDays,
        int fewestEvents,

        @Schema(description = "Fields that accounts have when they are scored")
        SortedSet<String> known,

        @Schema(description = "Fields that an admin allowed though they predict too well")
        SortedSet<String> allowed,

        long seed,
        Hyperparameters hyperparameters,

        @Schema(description = "What it was learnt with, and its version", examples = "Tribuo 4.3.2")
        String library,

        @Schema(description = "SHA-256 of what was learnt; null if nothing could be")
        String parametersHash) {

    @Schema(name = "PredictionHyperparameters", description = "How it was learnt")
    record Hyperparameters(String method, double learningRate, double epsilon, int epochs, int minibatch) {}
}

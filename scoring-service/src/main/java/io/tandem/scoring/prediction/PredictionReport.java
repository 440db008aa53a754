package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.Evaluation;
import io.tandem.scoring.domain.prediction.LeakageGuard;
import io.tandem.scoring.domain.prediction.Training;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "PredictionReport", description = "How good a model is, and what it may be used for")
record PredictionReport(
        int rows,
        int accounts,

        @Schema(description = "Accounts that converted, or cancelled, in these rows")
        int events,

        @Schema(
                description = "How many rows were known, of which some were left out if there were too many; null in"
                        + " versions that do not tell")
        Integer rowsKnown,

        @Schema(description = "Accounts that converted, or cancelled, in all that was known; null likewise")
        Integer eventsKnown,

        @Schema(description = "How the rows were split by time; null if they could not be")
        Training.Parts parts,

        @Schema(description = "How it did on the newest rows, beside the rules and the base rate; null if untried")
        Evaluation evaluation,

        @Schema(description = "Fields that know too much") List<LeakageGuard.Flag> flags,

        @Schema(description = "Why it must not be used; empty if it may")
        List<String> refusals,

        @Schema(description = "What to keep in mind") List<String> notes) {
    static PredictionReport from(Training.Outcome outcome) {
        return new PredictionReport(
                outcome.rows(),
                outcome.accounts(),
                outcome.events(),
                outcome.rowsKnown(),
                outcome.eventsKnown(),
                outcome.parts(),
                outcome.evaluation(),
                outcome.flags(),
                outcome.refusals(),
                outcome.notes());
    }
}

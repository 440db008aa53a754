package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.Target;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "PredictionModel", description = "A version of a model, with what it was made from and how good it is")
record PredictionModelView(
        int version,
        Target target,
        ModelStatus status,

        @Schema(description = "Percent of the training that is done")
        int progress,

        @Schema(description = "Who had it trained; schedule if nobody did")
        String requestedBy,

        Instant requestedAt,
        String reason,
        List<String> allowedFields,
        Instant finishedAt,

        @Schema(description = "Why it could not be trained; null if it could")
        String failure,

        Provenance provenance,
        PredictionReport report,

        @Schema(description = "Who put it to use or out of use and why, the latest last")
        List<Change> changes) {

    @Schema(name = "PredictionModelStatusChange", description = "That a version was put to use, or out of use")
    record Change(ModelStatus status, String by, String reason, Instant at) {}

    static PredictionModelView from(PredictionModel model) {
        return new PredictionModelView(
                model.version(),
                model.target(),
                model.status(),
                model.progress(),
                model.requestedBy(),
                model.requestedAt(),
                model.reason(),
                model.allowed(),
                model.finishedAt(),
                model.failure(),
                model.provenance(),
                model.report(),
                model.changes());
    }
}

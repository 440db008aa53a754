package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.Predictor;
import io.tandem.scoring.domain.prediction.Target;
import java.time.Instant;
import java.util.List;

/** A version of a model as stored, without the rows it was made from. */
record PredictionModel(
        int version,
        Target target,
        ModelStatus status,
        int progress,
        String requestedBy,
        Instant requestedAt,
        String reason,
        List<String> allowed,
        Instant finishedAt,
        String failure,
        Provenance provenance,
        PredictionReport report,
        Predictor predictor,
        List<PredictionModelView.Change> changes) {}

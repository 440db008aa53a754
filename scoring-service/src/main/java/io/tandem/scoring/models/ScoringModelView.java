package io.tandem.scoring.models;

import io.tandem.scoring.domain.CompiledModel;
import io.tandem.scoring.domain.ScoringModel;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of the scoring model. */
@Schema(name = "ScoringModelVersion", description = "One version of the scoring model")
record ScoringModelView(String version, ScoringModel definition) {
    static ScoringModelView from(CompiledModel model) {
        return new ScoringModelView(model.version(), model.definition());
    }
}

package io.tandem.scoring.models;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "ScoringModelValidation", description = "Whether a version can be published")
record ValidationView(
        boolean valid,

        @Schema(description = "All faults, each with its place")
        List<ModelFault> faults,

        @Schema(
                description = "How many kinds of events it counts that are not counted yet; they are counted from the"
                        + " calls kept before it takes effect")
        int newMeasures) {}

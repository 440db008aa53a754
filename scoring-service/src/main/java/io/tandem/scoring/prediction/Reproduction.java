package io.tandem.scoring.prediction;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "PredictionModelReproduction", description = "A model made again from what was recorded of it")
record Reproduction(
        @Schema(description = "Whether rows and parameters are the recorded ones to the last bit")
        boolean same,

        String rowsHash,
        String parametersHash) {}

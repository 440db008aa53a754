package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.Target;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "PredictionTrainingRequest", description = "What to train, and why")
record TrainingRequest(
        @NotNull Target target,
        @NotBlank @Size(max = 500) String reason,

        @Schema(
                description = "Fields to be learnt from though by themselves they predict too well: you know that they"
                        + " are known before the outcome")
        @Size(max = 60)
        List<@NotBlank @Size(max = 60) String> allowedFields) {
    TrainingRequest {
        allowedFields = allowedFields == null ? List.of() : allowedFields;
    }
}

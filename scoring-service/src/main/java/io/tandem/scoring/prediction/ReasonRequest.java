package io.tandem.scoring.prediction;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "PredictionModelChange", description = "Why a model is to be used, or no longer")
record ReasonRequest(@NotBlank @Size(max = 500) String reason) {}

package io.tandem.scoring.prediction;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "OutcomesRequest", description = "What became of past accounts")
record OutcomesRequest(@NotEmpty @Size(max = 1_000) List<@NotNull OutcomeRequest> outcomes) {}

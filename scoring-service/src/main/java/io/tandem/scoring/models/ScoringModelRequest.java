package io.tandem.scoring.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.scoring.domain.ScoringModel;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a scoring model shall be. */
@Schema(description = "What a scoring model shall be")
record ScoringModelRequest(
        @NotNull @Schema(implementation = ScoringModel.class)
        JsonNode definition) {}

package io.tandem.scoring.preview;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** On how many accounts a version is tried. */
@Schema(name = "ScoringModelPreviewRequest", description = "On how many accounts a version is tried")
record PreviewRequest(
        @Schema(description = "As many accounts at most, the same ones every time; all if there are no more")
        @NotNull
        @Min(1)
        @Max(5_000)
        Integer accounts) {}

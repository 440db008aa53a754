package io.tandem.scoring.models;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a scoring model is published. */
@Schema(name = "ScoringModelPublicationRequest", description = "Why a scoring model is published")
record PublicationRequest(@NotBlank @Size(max = 500) String why) {}

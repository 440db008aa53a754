package io.tandem.scoring.models;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.scoring.domain.ScoringModel;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of the scoring model. */
@Schema(name = "ScoringModelVersion", description = "One version of the scoring model")
record ScoringModelView(
        int version,
        ScoringModelStatus status,
        @Schema(implementation = ScoringModel.class) JsonNode definition,
        String createdBy,
        Instant createdAt,
        Instant changedAt,
        String publishedBy,
        String publishedWhy,

        @Schema(description = "Since when accounts are scored by it")
        Instant publishedAt,

        Instant retiredAt,
        @JsonIgnore int revision) {

    /** For the audit trail: the reason may name people, and stays where an erasure reaches it. */
    ScoringModelView withoutReason() {
        return new ScoringModelView(
                version,
                status,
                definition,
                createdBy,
                createdAt,
                changedAt,
                publishedBy,
                null,
                publishedAt,
                retiredAt,
                revision);
    }

    /** Another one for every change, so that nobody overwrites what they have not seen. */
    String etag() {
        return version + "." + revision + "." + status;
    }
}

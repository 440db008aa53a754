package io.tandem.routing.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.routing.domain.Policy;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of the policy. */
@Schema(name = "PolicyVersion", description = "One version of the policy")
record PolicyView(
        int version,
        PolicyStatus status,
        @Schema(implementation = Policy.class) JsonNode definition,
        String createdBy,
        Instant createdAt,
        Instant changedAt,

        @Schema(description = "When it is to be published; null unless somebody set a time", nullable = true)
        Instant publishAt,

        String publishedBy,
        String publishedWhy,

        @Schema(description = "Since when decisions are made by it")
        Instant publishedAt,

        Instant retiredAt,

        @Schema(description = "The version that it brought back; null for one that was drafted", nullable = true)
        Integer copyOf,

        @JsonIgnore int revision) {

    /** Another one for every change, so that nobody overwrites what they have not seen. */
    String etag() {
        return version + "." + revision + "." + status;
    }
}

package io.tandem.signup.privacy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Somebody who is not contacted.
 *
 * @param email absent, as personId and reason, once the person was erased
 * @param place in the list
 */
@Schema(description = "Somebody who is not contacted; of an erased person nothing is told but that there is one")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SuppressionView(
        UUID id,
        UUID personId,
        String email,
        String reason,
        Instant suppressedAt,
        String suppressedBy,
        @Schema(hidden = true) @JsonIgnore long place) {}

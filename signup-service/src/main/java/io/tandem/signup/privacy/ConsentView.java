package io.tandem.signup.privacy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One statement about a consent.
 *
 * @param granted false if it was refused or withdrawn
 * @param current whether it is the latest of its purpose, which is the one that counts
 * @param place in the history
 */
@Schema(description = "One statement about a consent; of each purpose the current one counts")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConsentView(
        UUID id,
        String purpose,
        String version,
        boolean granted,
        Instant givenAt,
        boolean current,
        UUID sourceId,
        UUID signupId,
        String recordedBy,
        String reason,
        @Schema(hidden = true) @JsonIgnore long place) {}

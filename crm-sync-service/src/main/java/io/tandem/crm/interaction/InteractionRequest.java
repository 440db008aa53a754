package io.tandem.crm.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tandem.crm.domain.InteractionKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * What somebody did with people of the account.
 *
 * @param summary what was said, in plain words
 * @param forAuthorOnly for a note that nobody but its author shall see
 */
record InteractionRequest(
        @NotNull InteractionKind kind,
        @NotBlank @Size(max = 4000) String summary,
        @NotNull @PastOrPresent Instant occurredAt,
        @JsonProperty("private") boolean forAuthorOnly) {}

package io.tandem.routing.policy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an earlier policy comes back. */
@Schema(name = "PolicyRollbackRequest", description = "Why an earlier policy comes back")
record RollbackRequest(@NotBlank @Size(max = 500) String why) {}

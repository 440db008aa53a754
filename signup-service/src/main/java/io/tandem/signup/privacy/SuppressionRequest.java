package io.tandem.signup.privacy;

import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody who is not to be contacted. */
@Schema(description = "Somebody who is not to be contacted")
record SuppressionRequest(
        @NotBlank @Size(max = 254) String email,
        @Size(max = 500) String reason) {
    SuppressionRequest {
        email = Text.cleaned(email);
        reason = Text.cleaned(reason);
    }
}

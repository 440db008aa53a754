package io.tandem.signup.privacy;

import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody is to be shown everything, or to be forgotten. */
@Schema(description = "Somebody is to be shown everything, or to be forgotten; email or personId names them")
record PrivacyRequestRequest(
        @NotNull PrivacyKind kind,
        @Size(max = 254) String email,
        UUID personId,

        @Schema(description = "Removed when an erasure is complete, for it may name people") @NotBlank @Size(max = 500)
        String reason) {
    PrivacyRequestRequest {
        email = Text.cleaned(email);
        reason = Text.cleaned(reason);
    }
}

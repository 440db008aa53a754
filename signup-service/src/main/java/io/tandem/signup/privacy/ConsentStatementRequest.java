package io.tandem.signup.privacy;

import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a person said about a consent, recorded on their behalf. */
@Schema(description = "What a person said about a consent, recorded on their behalf; email or personId names them")
record ConsentStatementRequest(
        @Size(max = 254) String email,
        UUID personId,
        @NotBlank @Size(max = 60) String purpose,

        @Schema(description = "Of the text that was agreed to or refused") @NotBlank @Size(max = 60)
        String version,

        @NotNull Boolean granted,

        @Schema(description = "How it was said, such as by phone") @NotBlank @Size(max = 500)
        String reason) {
    ConsentStatementRequest {
        email = Text.cleaned(email);
        purpose = Text.cleaned(purpose);
        version = Text.cleaned(version);
        reason = Text.cleaned(reason);
    }
}

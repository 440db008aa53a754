package io.tandem.signup.signups;

import io.tandem.signup.domain.GivenConsent;
import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An answer to one of the form's consents. */
@Schema(description = "An answer to one of the form's consents")
record ConsentRequest(
        @NotBlank @Size(max = 60) String purpose,

        @Schema(description = "Of the text that was shown, as the form tells it") @NotBlank @Size(max = 60)
        String version,

        @NotNull Boolean granted) {
    ConsentRequest {
        purpose = Text.cleaned(purpose);
        version = Text.cleaned(version);
    }

    GivenConsent given() {
        return new GivenConsent(purpose, version, Boolean.TRUE.equals(granted));
    }
}

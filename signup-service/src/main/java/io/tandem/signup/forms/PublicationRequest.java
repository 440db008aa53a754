package io.tandem.signup.forms;

import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a form is published. */
@Schema(description = "Why a form is published")
record PublicationRequest(@NotBlank @Size(max = 500) String why) {
    PublicationRequest {
        why = Text.cleaned(why);
    }
}

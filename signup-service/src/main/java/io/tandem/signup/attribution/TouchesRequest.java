package io.tandem.signup.attribution;

import io.tandem.signup.domain.Text;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The visits of a browser whose person is not known yet. */
@Schema(description = "The visits of a browser whose person is not known yet")
record TouchesRequest(
        @Schema(description = "The source's write key, for senders that set no Authorization header")
        String writeKey,

        @Schema(description = "The browser's id, the same as in the signup that may follow") @NotBlank @Size(max = 200)
        String anonymousId,

        @NotEmpty @Size(max = 50) List<@NotNull @Valid TouchRequest> touches) {
    TouchesRequest {
        anonymousId = Text.cleaned(anonymousId);
    }
}

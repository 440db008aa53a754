package io.tandem.signup.sources;

import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A source to be created. */
record SourceRequest(
        @NotBlank @Size(max = 100) String name, @NotNull SourceKind kind) {
    SourceRequest {
        name = Text.cleaned(name);
    }
}

package io.tandem.signup.sources;

import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.Size;
import java.util.Objects;

/** What to change about a source; what is absent stays as it is. */
record SourceChangeRequest(@Size(min = 1, max = 100) String name, Boolean enabled) {
    SourceChangeRequest {
        name = name == null ? null : Objects.requireNonNullElse(Text.cleaned(name), "");
    }
}

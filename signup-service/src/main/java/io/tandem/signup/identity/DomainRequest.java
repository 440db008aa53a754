package io.tandem.signup.identity;

import io.tandem.contracts.DomainKind;
import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** What an admin says of a domain. */
record DomainRequest(
        @NotNull DomainKind kind, @NotBlank @Size(max = 500) String reason) {
    DomainRequest {
        reason = Text.cleaned(reason);
    }
}

package io.tandem.signup.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** Which account is part of which other: each by its id or its domain. */
record AccountMergeRequest(
        UUID accountId,
        @Size(max = 253) String domain,
        UUID intoAccountId,
        @Size(max = 253) String intoDomain,
        @NotBlank @Size(max = 500) String reason) {
    AccountMergeRequest {
        reason = Text.cleaned(reason);
    }

    @JsonIgnore
    @AssertTrue(message = "give either accountId or domain, and either intoAccountId or intoDomain")
    boolean isUnambiguous() {
        return (accountId == null) != (domain == null) && (intoAccountId == null) != (intoDomain == null);
    }
}

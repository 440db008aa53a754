package io.tandem.crm.connection;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.Map;

/** New credentials, all of them. */
record CredentialsRequest(
        @NotEmpty @Size(max = 10)
        Map<@NotBlank @Size(max = 40) String, @NotBlank @Size(max = 4000) String> credentials) {}

package io.tandem.crm.connection;

import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Where a field stands in the CRM, and whose value holds.
 *
 * @param field its name here, such as {@code owner}
 * @param property its name there, such as {@code hubspot_owner_id}
 */
record FieldRequest(
        @NotNull RecordKind kind,
        @NotBlank @Size(max = 40) String field,

        @NotBlank @Size(max = 100) @Pattern(regexp = "[A-Za-z][A-Za-z0-9_]*")
        String property,

        @NotNull FieldPolicy policy) {}

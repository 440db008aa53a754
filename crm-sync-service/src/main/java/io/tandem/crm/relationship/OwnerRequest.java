package io.tandem.crm.relationship;

import io.tandem.contracts.Owner;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;

/**
 * Who shall own a relationship.
 *
 * @param version the version of the record that the caller saw; without it the change is made in any case
 */
record OwnerRequest(
        @NotNull UUID id,
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Email @Size(max = 254) String email,
        Long version) {
    Owner owner() {
        return new Owner(id, name.strip(), email.strip().toLowerCase(Locale.ROOT));
    }
}

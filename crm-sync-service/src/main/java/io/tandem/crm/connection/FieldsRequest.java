package io.tandem.crm.connection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * All that shall be kept the same from now on.
 *
 * @param version the version of the connection that the caller saw; without it the change is made in any case
 */
record FieldsRequest(@NotEmpty @Size(max = 100) List<@NotNull @Valid FieldRequest> fields, Long version) {}

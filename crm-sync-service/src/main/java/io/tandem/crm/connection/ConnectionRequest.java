package io.tandem.crm.connection;

import io.tandem.crm.connector.CrmSystem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A CRM to connect. */
record ConnectionRequest(
        @NotBlank @Size(max = 100) String name,
        @NotNull CrmSystem system,

        @Size(max = 500) @Schema(description = "Where it is called, https; for HUBSPOT its public address unless given")
        String address,

        @NotNull
        @Size(max = 10)
        @Schema(
                description = "HUBSPOT: accessToken, and clientSecret to take its webhooks. SALESFORCE: clientId,"
                        + " clientSecret. ODOO: database, user, apiKey. WEBHOOK: secret. Never shown again.")
        Map<@NotBlank @Size(max = 40) String, @NotBlank @Size(max = 4000) String> credentials,

        @Size(max = 100)
        @Schema(description = "What is kept the same, and whose value holds; the usual fields unless given")
        List<@NotNull @Valid FieldRequest> fields) {}

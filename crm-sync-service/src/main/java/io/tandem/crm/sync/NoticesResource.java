package io.tandem.crm.sync;

import io.tandem.crm.connector.Json;
import io.tandem.crm.connector.Notification;
import io.tandem.kit.web.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/connections/{id}/notices")
@Tag(name = "Sync")
class NoticesResource {
    private final SyncService sync;
    private final String publicUrl;

    NoticesResource(SyncService sync, SyncConfig config) {
        this.sync = sync;
        this.publicUrl = config.publicUrl();
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Take a webhook of the CRM",
            description =
                    "For the CRM, which signs what it sends. It is told at once that it was heard; what it tells of"
                            + " is then read in the CRM, so that repetitions and wrong order do no harm.")
    @APIResponse(responseCode = "204", description = "It was heard")
    @APIResponse(responseCode = "400", description = "It is no JSON")
    @APIResponse(responseCode = "401", description = "The signature is not good, or too old")
    public void take(UUID id, byte[] body, @Context HttpHeaders headers, @Context UriInfo uri) {
        checkJson(body);
        String query = uri.getRequestUri().getRawQuery();
        String address =
                publicUrl.replaceAll("/+$", "") + uri.getRequestUri().getRawPath() + (query == null ? "" : "?" + query);
        sync.notified(id, new Notification("POST", address, headers::getHeaderString, body, Instant.now()));
    }

    private static void checkJson(byte[] body) {
        try {
            Json.read(body);
        } catch (IOException notJson) {
            throw Problem.badRequest("The body is no JSON.");
        }
    }
}

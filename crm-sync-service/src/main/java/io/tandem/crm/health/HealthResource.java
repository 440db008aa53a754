package io.tandem.crm.health;

import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/relationships/{accountId}/health")
@Tag(name = "Health", description = "How relationships stand")
class HealthResource {
    private final HealthService health;

    HealthResource(HealthService health) {
        this.health = health;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "Show how a relationship stands, in points that add up, with the client's long-term value",
            description = "Also: renewals and expansions that come near.")
    @APIResponse(responseCode = "200", description = "The health, worked out now")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public HealthView show(UUID accountId) {
        return health.show(accountId);
    }
}

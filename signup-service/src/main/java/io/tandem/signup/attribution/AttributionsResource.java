package io.tandem.signup.attribution;

import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where signups came from. */
@Path("/api/v1/attributions")
@Tag(name = "Attribution", description = "Where people came from")
class AttributionsResource {
    private final AttributionService attributions;

    AttributionsResource(AttributionService attributions) {
        this.attributions = attributions;
    }

    @GET
    @Path("/{signupId}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "Where a signup came from",
            description = "The visits before it that are known by now, with those that were told after it, what the"
                    + " person said, and how four models share out the credit.")
    @APIResponse(responseCode = "200", description = "Its visits; none if the person came from nowhere or was erased")
    @APIResponse(responseCode = "404", description = "There is no such signup")
    public AttributionView one(UUID signupId) {
        return attributions.of(signupId).orElseThrow(() -> Problem.notFound("There is no such signup."));
    }
}

package io.tandem.signup.signups;

import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The link for an admin to read. The gateway lets everybody through to here: the role is what protects it. */
@Path("/api/v1/signups/{id}/confirmation")
@Tag(name = "Signups")
class ConfirmationLinkResource {
    private final Confirmations confirmations;

    ConfirmationLinkResource(Confirmations confirmations) {
        this.confirmations = confirmations;
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "The link that confirms a signup",
            description = "For an admin to pass on when no mail can be sent.")
    @APIResponse(responseCode = "200", description = "The link, and what became of its mail")
    @APIResponse(responseCode = "404", description = "There is no such signup, or it needs no confirmation")
    public ConfirmationView one(UUID id) {
        return confirmations.find(id).orElseThrow(() -> Problem.notFound("This signup waits for no confirmation."));
    }
}

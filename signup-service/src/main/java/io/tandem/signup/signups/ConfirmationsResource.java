package io.tandem.signup.signups;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The links that confirm an address. */
@Path("/api/v1")
@Tag(name = "Signups")
class ConfirmationsResource {
    private final SignupIntake intake;
    private final Confirmations confirmations;
    private final SignupConfig config;

    ConfirmationsResource(SignupIntake intake, Confirmations confirmations, SignupConfig config) {
        this.intake = intake;
        this.confirmations = confirmations;
        this.config = config;
    }

    @POST
    @Path("/signup-confirmations")
    @PermitAll
    @Blocking
    @Operation(
            summary = "Confirm the address of a signup",
            description = "Repeated, it tells what became of the signup and changes nothing.")
    @APIResponse(responseCode = "200", description = "Confirmed; with the decision if it is known in time")
    @APIResponse(responseCode = "400", description = "The token is not one of ours")
    @APIResponse(responseCode = "404", description = "The signup is not there any more")
    @APIResponse(responseCode = "410", description = "The token is too old")
    public CompletionStage<SignupView> confirm(@NotNull @Valid ConfirmationRequest request) {
        return intake.confirm(request.token())
                .thenApply(signup -> SignupView.from(signup, config.startProductUrl(), null));
    }

    @GET
    @Path("/signups/{id}/confirmation")
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

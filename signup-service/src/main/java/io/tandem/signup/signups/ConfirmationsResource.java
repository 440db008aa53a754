package io.tandem.signup.signups;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The links that confirm an address. */
@Path("/api/v1/signup-confirmations")
@Tag(name = "Signups")
class ConfirmationsResource {
    private final SignupIntake intake;
    private final SignupConfig config;

    ConfirmationsResource(SignupIntake intake, SignupConfig config) {
        this.intake = intake;
        this.config = config;
    }

    @POST
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
}

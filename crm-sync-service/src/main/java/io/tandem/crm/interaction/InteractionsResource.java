package io.tandem.crm.interaction;

import io.tandem.crm.caller.Caller;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/relationships/{accountId}/interactions")
@Tag(name = "Interactions", description = "What people did with people of the account")
class InteractionsResource {
    private final InteractionService interactions;
    private final Caller caller;

    InteractionsResource(InteractionService interactions, Caller caller) {
        this.interactions = interactions;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Record a meeting, call, email or note",
            description = "For an admin, or the account executive who owns the relationship.")
    @APIResponse(
            responseCode = "201",
            description = "The interaction is on the timeline",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InteractionView.class)))
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public RestResponse<InteractionView> record(UUID accountId, @Valid @NotNull InteractionRequest request) {
        InteractionView recorded = interactions.record(accountId, request, caller);
        URI place = URI.create("/api/v1/relationships/" + accountId + "/interactions/" + recorded.id());
        return RestResponse.ResponseBuilder.<InteractionView>created(place)
                .entity(recorded)
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show an interaction")
    @APIResponse(responseCode = "200", description = "The interaction")
    @APIResponse(responseCode = "404", description = "There is none, or it is another's private note")
    public InteractionView show(UUID accountId, UUID id) {
        return interactions.find(accountId, id, caller);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Say what came of an interaction: who took part, outcome, next step",
            description =
                    "What is absent is taken away. For an admin, or the account executive who owns the relationship.")
    @APIResponse(responseCode = "200", description = "The interaction as known now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none, or it is another's private note")
    @APIResponse(responseCode = "409", description = "It is not at the version that was sent")
    public InteractionView complete(UUID accountId, UUID id, @Valid @NotNull CompletionRequest request) {
        return interactions.complete(accountId, id, request, caller);
    }
}

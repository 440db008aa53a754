package io.tandem.crm.stakeholder;

import io.tandem.crm.caller.Caller;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/relationships/{accountId}")
@Tag(name = "Stakeholders", description = "The people of an account, and the part they play when it decides")
class StakeholdersResource {
    private static final String SVG = "image/svg+xml";

    private final StakeholderService stakeholders;
    private final Caller caller;

    StakeholdersResource(StakeholderService stakeholders, Caller caller) {
        this.stakeholders = stakeholders;
        this.caller = caller;
    }

    @GET
    @Path("/stakeholders")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List the people of an account")
    @APIResponse(responseCode = "200", description = "Everybody, those who signed up first")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public List<StakeholderProfileView> list(UUID accountId) {
        return stakeholders.list(accountId);
    }

    @POST
    @Path("/stakeholders")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Add somebody whom form and product do not know",
            description = "A name is required. For an admin, or the account executive who owns the relationship.")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StakeholderProfileView.class)))
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    @APIResponse(responseCode = "409", description = "The email is known, or people would report in a circle")
    public RestResponse<StakeholderProfileView> add(UUID accountId, @Valid @NotNull StakeholderRequest request) {
        StakeholderProfileView added = stakeholders.add(accountId, request, caller);
        URI place = URI.create("/api/v1/relationships/" + accountId + "/stakeholders/" + added.personId());
        return RestResponse.ResponseBuilder.<StakeholderProfileView>created(place)
                .entity(added)
                .build();
    }

    @GET
    @Path("/stakeholders/{personId}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show somebody at the account")
    @APIResponse(responseCode = "200", description = "The stakeholder")
    @APIResponse(responseCode = "404", description = "There is none")
    public StakeholderProfileView show(UUID accountId, UUID personId) {
        return stakeholders.show(accountId, personId);
    }

    @PUT
    @Path("/stakeholders/{personId}")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Say what is known of somebody: role in the decision, influence, stance, reporting line",
            description = "What is absent is taken away. No machine overwrites what people say. For an admin, or the"
                    + " account executive who owns the relationship.")
    @APIResponse(responseCode = "200", description = "The stakeholder as known now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(
            responseCode = "409",
            description = "It is not at the version that was sent, or people would report in a circle")
    public StakeholderProfileView describe(UUID accountId, UUID personId, @Valid @NotNull StakeholderRequest request) {
        return stakeholders.describe(accountId, personId, request, caller);
    }

    @DELETE
    @Path("/stakeholders/{personId}")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Remove somebody who was added by hand",
            description = "For an admin, or the account executive who owns the relationship.")
    @APIResponse(responseCode = "204", description = "Removed")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "Form or product know the person")
    public void remove(UUID accountId, UUID personId) {
        stakeholders.remove(accountId, personId, caller);
    }

    @GET
    @Path("/stakeholder-map")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show who reports to whom, laid out to be drawn")
    @APIResponse(responseCode = "200", description = "The map")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public StakeholderMapView map(UUID accountId) {
        return StakeholderMapView.from(stakeholders.map(accountId));
    }

    @GET
    @Path("/stakeholder-map/drawing")
    @Produces(SVG)
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Draw the map as SVG: colour is stance, the width of the border is influence")
    @APIResponse(responseCode = "200", description = "The drawing", content = @Content(mediaType = SVG))
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public String drawing(UUID accountId) {
        return stakeholders.drawing(accountId);
    }
}

package io.tandem.crm.connection;

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

@Path(ConnectionsResource.PATH)
@Tag(name = "Connections", description = "The CRMs that records are kept the same with")
class ConnectionsResource {
    static final String PATH = "/api/v1/connections";

    private final ConnectionService connections;
    private final Caller caller;

    ConnectionsResource(ConnectionService connections, Caller caller) {
        this.connections = connections;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List connections by name", description = "There are a few: they come on one page.")
    @APIResponse(responseCode = "200", description = "All connections")
    public List<ConnectionView> list() {
        return connections.list();
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Connect a CRM",
            description = "With the usual fields unless others are given. What the CRM has is read first, so that its"
                    + " companies and contacts are known again by domain and email; then records are sent.")
    @APIResponse(
            responseCode = "201",
            description = "The connection, which begins at once",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ConnectionView.class)))
    @APIResponse(responseCode = "409", description = "There is one of this name")
    public RestResponse<ConnectionView> connect(@Valid @NotNull ConnectionRequest request) {
        ConnectionView made = connections.connect(request, caller);
        return RestResponse.ResponseBuilder.<ConnectionView>created(URI.create(PATH + "/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show a connection")
    @APIResponse(responseCode = "200", description = "The connection, without its credentials")
    @APIResponse(responseCode = "404", description = "There is none")
    public ConnectionView show(UUID id) {
        return connections.show(id);
    }

    @PUT
    @Path("/{id}/fields")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Say what is kept the same, and whose value holds")
    @APIResponse(responseCode = "200", description = "The connection")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "It is not at the version that was sent")
    public ConnectionView map(UUID id, @Valid @NotNull FieldsRequest request) {
        return connections.map(id, request, caller);
    }

    @GET
    @Path("/{id}/stages")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "Show for which of our stages those of the CRM stand",
            description = "Mapped as usual right after connecting: by whether they are won or lost, by name, by"
                    + " probability. Empty until the CRM was asked, and for a CRM without stages of its own.")
    @APIResponse(responseCode = "200", description = "The mapping, and the stages that the CRM has")
    @APIResponse(responseCode = "404", description = "There is none")
    public StagesView stages(UUID id) {
        return connections.stages(id);
    }

    @PUT
    @Path("/{id}/stages")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Say for which of our stages those of the CRM stand",
            description = "Held against what the CRM has now: open stages stand for open ones, won for WON, lost for"
                    + " LOST. Everything is compared anew, and sales that waited for it go on.")
    @APIResponse(responseCode = "200", description = "The mapping")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "The CRM has no stages, or it is not at the version that was sent")
    @APIResponse(responseCode = "503", description = "The CRM does not tell its stages now")
    public StagesView mapStages(UUID id, @Valid @NotNull StagesRequest request) {
        return connections.mapStages(id, request, caller);
    }

    @PUT
    @Path("/{id}/credentials")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Change the credentials")
    @APIResponse(responseCode = "200", description = "The connection, which is tried again at once")
    @APIResponse(responseCode = "404", description = "There is none")
    public ConnectionView signIn(UUID id, @Valid @NotNull CredentialsRequest request) {
        return connections.signIn(id, request, caller);
    }

    @POST
    @Path("/{id}/test")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Try a connection", description = "Calls the CRM and changes nothing.")
    @APIResponse(responseCode = "200", description = "Whether it works, and what the CRM says")
    @APIResponse(responseCode = "404", description = "There is none")
    public ConnectionTestView test(UUID id) {
        return connections.test(id);
    }

    @POST
    @Path("/{id}/pause")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Stop sending and reading", description = "Changes are queued meanwhile; nothing is lost.")
    @APIResponse(responseCode = "200", description = "The paused connection")
    @APIResponse(responseCode = "404", description = "There is none")
    public ConnectionView pause(UUID id) {
        return connections.pause(id, caller);
    }

    @POST
    @Path("/{id}/resume")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Go on where it was paused")
    @APIResponse(responseCode = "200", description = "The active connection")
    @APIResponse(responseCode = "404", description = "There is none")
    public ConnectionView resume(UUID id) {
        return connections.resume(id, caller);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Disconnect a CRM", description = "Its queue and ledger go; what is in the CRM stays there.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is none")
    public void delete(UUID id) {
        connections.delete(id, caller);
    }
}

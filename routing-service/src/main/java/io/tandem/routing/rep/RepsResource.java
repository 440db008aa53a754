package io.tandem.routing.rep;

import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import io.tandem.routing.calendar.WorkingHours;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/reps")
@Tag(name = "Reps")
class RepsResource {
    @Inject
    RepService service;

    @Inject
    RepRepository reps;

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Reps by email")
    public Page<RepView> list(@BeanParam PageRequest page) {
        Page<SalesRep> found =
                Page.of(reps.page(page.cursorKey().orElse(""), page.limit() + 1), page.limit(), SalesRep::email);
        return new Page<>(service.views(found.items()), found.nextCursor());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "One rep")
    @APIResponse(responseCode = "200", description = "The rep")
    @APIResponse(responseCode = "404", description = "There is no such rep")
    public RepView get(@PathParam("id") UUID id) {
        return reps.find(id).map(service::view).orElseThrow(() -> RepService.unknown(id));
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Add a rep; handoffs that wait in a queue of the rep's motions are assigned at once")
    @APIResponse(
            responseCode = "201",
            description = "The rep was added",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RepView.class)))
    @APIResponse(responseCode = "409", description = "Another rep has this email")
    public Response add(@NotNull @Valid RepRequest request) {
        RepView added = service.add(request);
        return Response.created(URI.create("/api/v1/reps/" + added.id()))
                .entity(added)
                .build();
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Change a rep: switch on or off, weight, priority, capacity, motions, name, meeting page")
    @APIResponse(responseCode = "200", description = "The rep as changed")
    @APIResponse(responseCode = "404", description = "There is no such rep")
    public RepView change(@PathParam("id") UUID id, @NotNull @Valid RepPatch patch) {
        return service.change(id, patch);
    }

    @PUT
    @Path("/{id}/working-hours")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Say when a rep works: nothing is assigned outside these hours")
    @APIResponse(responseCode = "200", description = "The rep as changed")
    @APIResponse(responseCode = "404", description = "There is no such rep")
    public RepView changeHours(@PathParam("id") UUID id, @NotNull @Valid WorkingHours hours) {
        hours.requireUsable("workingHours");
        return service.changeHours(id, hours);
    }

    @DELETE
    @Path("/{id}/working-hours")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Let a rep work as the pool does, or always where the pool has no hours")
    @APIResponse(responseCode = "200", description = "The rep as changed")
    @APIResponse(responseCode = "404", description = "There is no such rep")
    public RepView removeHours(@PathParam("id") UUID id) {
        return service.changeHours(id, null);
    }
}

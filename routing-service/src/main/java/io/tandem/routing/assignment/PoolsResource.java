package io.tandem.routing.assignment;

import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

@Path("/api/v1/pools")
@Tag(name = "Pools")
class PoolsResource {
    @Inject
    PoolService service;

    @Inject
    PoolRepository pools;

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Pools by name")
    public Page<PoolView> list(@BeanParam PageRequest page) {
        return Page.of(pools.page(page.cursorKey().orElse(""), page.limit() + 1), page.limit(), PoolView::name);
    }

    @GET
    @Path("/{name}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "A pool as it stands: the ledger, what everybody is owed, who can receive, who is next and why")
    @APIResponse(responseCode = "200", description = "The pool")
    @APIResponse(responseCode = "404", description = "There is no such pool")
    public PoolStateView get(@PathParam("name") String name) {
        return service.state(name);
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Add a pool, for rules to name")
    @APIResponse(
            responseCode = "201",
            description = "The pool was added",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PoolView.class)))
    @APIResponse(responseCode = "409", description = "There is a pool of this name already")
    public Response add(@NotNull @Valid PoolRequest request) {
        PoolView added = service.add(request);
        return Response.created(URI.create("/api/v1/pools/" + added.name()))
                .entity(added)
                .build();
    }

    @PUT
    @Path("/{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Change a pool: what it is for, whose reps take part, hours, what happens after hours")
    @APIResponse(responseCode = "200", description = "The pool as changed")
    @APIResponse(responseCode = "404", description = "There is no such pool")
    @APIResponse(responseCode = "409", description = "The pool is retired")
    public PoolView change(@PathParam("name") String name, @NotNull @Valid PoolChangeRequest request) {
        return service.change(name, request);
    }

    @POST
    @Path("/{name}/retirement")
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Retire a pool: what waits in it, and what rules still send to it, goes to its successor")
    @APIResponse(responseCode = "200", description = "The pool, retired")
    @APIResponse(responseCode = "404", description = "There is no such pool, or no such successor")
    @APIResponse(responseCode = "409", description = "It is the pool of a motion, or one of the two is retired already")
    public PoolView retire(@PathParam("name") String name, @NotNull @Valid RetirementRequest request) {
        return service.retire(name, request.successor());
    }

    @PUT
    @Path("/{name}/members/{repId}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Make a rep a member of a pool, or give a member another weight there")
    @APIResponse(responseCode = "200", description = "The pool as it stands now")
    @APIResponse(responseCode = "404", description = "There is no such pool, or no such rep")
    @APIResponse(responseCode = "409", description = "The pool is retired")
    public PoolStateView join(
            @PathParam("name") String name, @PathParam("repId") UUID repId, @NotNull @Valid MemberRequest request) {
        return service.join(name, repId, request.weight());
    }

    @DELETE
    @Path("/{name}/members/{repId}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Take a rep out of a pool; what the rep has stays")
    @APIResponse(responseCode = "204", description = "The rep is no member any more")
    @APIResponse(responseCode = "404", description = "The rep is no member of the pool")
    public void leave(@PathParam("name") String name, @PathParam("repId") UUID repId) {
        service.leave(name, repId);
    }
}

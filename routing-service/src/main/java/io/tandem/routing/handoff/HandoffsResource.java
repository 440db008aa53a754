package io.tandem.routing.handoff;

import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import io.tandem.routing.storage.TimeCursor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/handoffs")
@Tag(name = "Handoffs")
class HandoffsResource {
    @Inject
    HandoffService service;

    @Inject
    HandoffReassignment reassignment;

    @Inject
    HandoffList handoffs;

    @Inject
    HandoffHistory history;

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary =
                    "Handoffs, newest first or those due first, optionally of an account, in a status, of an owner, or"
                            + " by the time left for the first touch")
    public Page<HandoffView> list(
            @BeanParam HandoffFilter filter,
            @QueryParam("sort") @DefaultValue("NEWEST") HandoffList.Sort sort,
            @BeanParam PageRequest page) {
        TimeCursor after = page.cursorKey(TimeCursor::parse).orElse(null);
        return Page.of(handoffs.page(filter, sort, after, page.limit() + 1), page.limit(), last -> HandoffList.cursor(
                                last, sort)
                        .toString())
                .map(service::view);
    }

    @GET
    @Path("/counts")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary =
                    "How many handoffs are open, overdue and due soon, of all or of those that the same filters leave")
    public HandoffCountsView counts(@BeanParam HandoffFilter filter) {
        return handoffs.counts(filter);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "One handoff, with its reasons and its brief")
    @APIResponse(responseCode = "200", description = "The handoff")
    @APIResponse(responseCode = "404", description = "There is no such handoff")
    public HandoffView get(@PathParam("id") UUID id) {
        return service.view(service.find(id));
    }

    @GET
    @Path("/{id}/brief")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary =
                    "The brief of a handoff, in its parts and as text: who they are, why now, what they do in the product,"
                            + " who else is there, what to avoid, what came of earlier handoffs, and a first message")
    @APIResponse(responseCode = "200", description = "The brief")
    @APIResponse(responseCode = "404", description = "There is no such handoff")
    public BriefView brief(@PathParam("id") UUID id) {
        return service.brief(id);
    }

    @POST
    @Path("/{id}/acceptance")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(summary = "Take a handoff, as its owner or an admin")
    @APIResponse(responseCode = "200", description = "The handoff, accepted")
    @APIResponse(responseCode = "403", description = "Somebody else owns the handoff")
    @APIResponse(responseCode = "404", description = "There is no such handoff")
    @APIResponse(responseCode = "409", description = "It was accepted already, or has no owner yet")
    public HandoffView accept(@PathParam("id") UUID id) {
        return service.accept(id);
    }

    @POST
    @Path("/{id}/decline")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(summary = "Decline a handoff, as its owner or an admin; the next rep in turn gets it")
    @APIResponse(responseCode = "200", description = "The handoff, with its next owner or back in the queue")
    @APIResponse(responseCode = "403", description = "Somebody else owns the handoff")
    @APIResponse(responseCode = "404", description = "There is no such handoff")
    @APIResponse(responseCode = "409", description = "It was accepted already, or has no owner yet")
    public HandoffView decline(@PathParam("id") UUID id, @NotNull @Valid DeclineRequest request) {
        return service.decline(id, request.reason());
    }

    @POST
    @Path("/{id}/reassign")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary =
                    "Give a handoff to somebody, as its owner or an admin: whatever the capacity, and nobody loses a turn")
    @APIResponse(responseCode = "200", description = "The handoff, which waits to be accepted by its new owner")
    @APIResponse(responseCode = "403", description = "Somebody else owns the handoff")
    @APIResponse(responseCode = "404", description = "There is no such handoff")
    @APIResponse(responseCode = "409", description = "It has ended, the rep has it already, or is switched off")
    public HandoffView reassign(@PathParam("id") UUID id, @NotNull @Valid ReassignRequest request) {
        return service.view(reassignment.reassign(id, request));
    }

    @POST
    @Path("/{id}/first-touch")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(summary = "Tell that the owner has been in touch, as the owner or an admin")
    @APIResponse(responseCode = "200", description = "The handoff, worked")
    @APIResponse(responseCode = "403", description = "Somebody else owns the handoff")
    @APIResponse(responseCode = "404", description = "There is no such handoff")
    @APIResponse(responseCode = "409", description = "It is not accepted")
    public HandoffView work(@PathParam("id") UUID id, @NotNull @Valid WorkRequest request) {
        return service.work(id, request);
    }

    @POST
    @Path("/{id}/conversion")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(summary = "End a handoff of which something came, as its owner or an admin")
    @APIResponse(responseCode = "200", description = "The handoff, converted")
    @APIResponse(responseCode = "403", description = "Somebody else owns the handoff")
    @APIResponse(responseCode = "404", description = "There is no such handoff")
    @APIResponse(responseCode = "409", description = "It is not worked")
    public HandoffView convert(@PathParam("id") UUID id, @NotNull @Valid ConversionRequest request) {
        return service.convert(id, request);
    }

    @POST
    @Path("/{id}/recycling")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "End a handoff for which it is too early, as its owner or an admin; the account serves itself,"
                    + " and may be handed over again later")
    @APIResponse(responseCode = "200", description = "The handoff, recycled")
    @APIResponse(responseCode = "403", description = "Somebody else owns the handoff")
    @APIResponse(responseCode = "404", description = "There is no such handoff")
    @APIResponse(responseCode = "409", description = "It is neither accepted nor worked")
    public HandoffView recycle(@PathParam("id") UUID id, @NotNull @Valid RecycleRequest request) {
        return service.recycle(id, request);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "What happened to a handoff, oldest first: when, who did it, why, and who had it then")
    @APIResponse(responseCode = "200", description = "A page of its history")
    @APIResponse(responseCode = "404", description = "There is no such handoff")
    public Page<HandoffHistoryView> history(@PathParam("id") UUID id, @BeanParam PageRequest page) {
        service.find(id);
        long after = page.cursorKey(Long::parseLong).orElse(0L);
        return Page.of(history.of(id, after, page.limit() + 1), page.limit(), last -> Long.toString(last.id()))
                .map(HandoffHistoryView::from);
    }
}

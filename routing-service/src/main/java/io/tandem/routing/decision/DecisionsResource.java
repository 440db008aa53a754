package io.tandem.routing.decision;

import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import io.tandem.routing.storage.StoredJson;
import io.tandem.routing.storage.TimeCursor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/decisions")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Tag(name = "Decisions")
class DecisionsResource {
    @Inject
    DecisionRepository decisions;

    @Inject
    ReplayService replays;

    @Inject
    StoredJson json;

    @GET
    @Operation(summary = "Decisions, newest first, optionally of an account or for a signup")
    public Page<DecisionView> list(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("signupId") UUID signupId,
            @BeanParam PageRequest page) {
        TimeCursor after = page.cursorKey(TimeCursor::parse).orElse(TimeCursor.NEWEST);
        return Page.of(
                        decisions.page(accountId, signupId, after, page.limit() + 1),
                        page.limit(),
                        last -> new TimeCursor(last.decidedAt(), last.id()).toString())
                .map(decision -> DecisionView.from(decision, json));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One decision: its inputs, what each rule said and why, and who was assigned and why")
    @APIResponse(responseCode = "200", description = "The decision")
    @APIResponse(responseCode = "404", description = "There is no such decision")
    public DecisionView get(@PathParam("id") UUID id) {
        return DecisionView.from(find(id), json);
    }

    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Make a decision again from what was stored with it, and compare; nothing is changed")
    @APIResponse(responseCode = "200", description = "Identical, or what differs")
    @APIResponse(responseCode = "404", description = "There is no such decision")
    public ReplayView replay(@PathParam("id") UUID id) {
        return replays.replay(find(id));
    }

    private Decision find(UUID id) {
        return decisions.find(id).orElseThrow(() -> Problem.notFound("There is no decision " + id + "."));
    }
}

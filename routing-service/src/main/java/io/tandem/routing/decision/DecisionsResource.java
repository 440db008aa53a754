package io.tandem.routing.decision;

import io.tandem.contracts.Motion;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
    WhyNotService whyNots;

    @Inject
    Explanations explanations;

    @GET
    @Operation(
            summary = "Decisions, newest first",
            description =
                    "Of an account, for a signup, by rule, motion, policy version and period, in any combination.")
    public Page<DecisionView> list(@BeanParam DecisionFilter filter, @BeanParam PageRequest page) {
        TimeCursor after = page.cursorKey(TimeCursor::parse).orElse(TimeCursor.NEWEST);
        return Page.of(decisions.page(filter, after, page.limit() + 1), page.limit(), last -> new TimeCursor(
                                last.decidedAt(), last.id())
                        .toString())
                .map(explanations::view);
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "One decision in plain words and as data",
            description = "Its inputs, what each rule said and why, and who was assigned and why.")
    @APIResponse(responseCode = "200", description = "The decision")
    @APIResponse(responseCode = "404", description = "There is no such decision")
    public DecisionView get(@PathParam("id") UUID id) {
        return explanations.view(find(id));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Make a decision again from what was stored with it, and compare; nothing is changed")
    @APIResponse(responseCode = "200", description = "Identical, or what differs")
    @APIResponse(responseCode = "404", description = "There is no such decision")
    public ReplayView replay(@PathParam("id") UUID id) {
        return replays.replay(find(id));
    }

    @GET
    @Path("/{id}/why-not")
    @Operation(
            summary = "The smallest change of the inputs by which the decision would have said another motion",
            description =
                    "One input, then two, then three, the most plausible first, out of the values that the policy's"
                            + " rules can tell apart. The same decision always gives the same answer; nothing is changed.")
    @APIResponse(responseCode = "200", description = "The smallest changes, or that none within the bound does it")
    @APIResponse(responseCode = "400", description = "No motion, or none of that name")
    @APIResponse(responseCode = "404", description = "There is no such decision")
    public WhyNotView whyNot(
            @PathParam("id") UUID id,
            @Parameter(description = "The motion that it might have been", required = true) @QueryParam("motion")
                    Motion motion) {
        if (motion == null) {
            throw RequestFaults.problem("motion", "must be given");
        }
        return whyNots.whyNot(find(id), motion);
    }

    private Decision find(UUID id) {
        return decisions.find(id).orElseThrow(() -> Problem.notFound("There is no decision " + id + "."));
    }
}

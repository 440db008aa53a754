package io.tandem.crm.opportunity;

import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.caller.Caller;
import io.tandem.crm.caller.QueryValues;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/opportunities")
@Tag(name = "Opportunities", description = "Sales, from discovery to their close")
class OpportunitiesResource {
    private final OpportunityService opportunities;
    private final StageCriteriaService criteria;
    private final Caller caller;

    OpportunitiesResource(OpportunityService opportunities, StageCriteriaService criteria, Caller caller) {
        this.opportunities = opportunities;
        this.criteria = criteria;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List opportunities, newest first")
    @APIResponse(responseCode = "200", description = "A page of opportunities")
    public Page<OpportunityView> list(
            @RestQuery @Parameter(description = "Only those of this account and those that count as part of it")
                    String accountId,
            @RestQuery @Parameter(description = "Only those of relationships owned by the person with this email")
                    String owner,
            @RestQuery
                    @Parameter(
                            description = "Only those at this stage",
                            schema = @Schema(implementation = OpportunityStage.class))
                    String stage,
            @RestQuery
                    @Parameter(
                            description = "Only those with this outcome",
                            schema = @Schema(implementation = Outcome.class))
                    String outcome,
            @BeanParam PageRequest page) {
        return opportunities.list(
                QueryValues.id("accountId", accountId),
                owner,
                QueryValues.oneOf("stage", OpportunityStage.class, stage),
                QueryValues.oneOf("outcome", Outcome.class, outcome),
                page);
    }

    @POST
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Open an opportunity",
            description = "For an admin, or the account executive who owns the relationship.")
    @APIResponse(
            responseCode = "201",
            description = "The opportunity is open",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = OpportunityView.class)))
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    @APIResponse(
            responseCode = "409",
            description =
                    "There is an open opportunity of this name, or entry criteria are not met: `unmet` lists them")
    public RestResponse<OpportunityView> open(@Valid @NotNull OpportunityRequest request) {
        OpportunityView opened = opportunities.open(request, caller);
        return RestResponse.ResponseBuilder.<OpportunityView>created(URI.create("/api/v1/opportunities/" + opened.id()))
                .entity(opened)
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show an opportunity")
    @APIResponse(responseCode = "200", description = "The opportunity")
    @APIResponse(responseCode = "404", description = "There is none")
    public OpportunityView show(UUID id) {
        return opportunities.show(id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Change an opportunity: name, amount, close date, forecast and confirmed criteria",
            description = "For an admin, or the account executive who owns the relationship.")
    @APIResponse(responseCode = "200", description = "The opportunity as it is now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "It is not at the version that was sent, or the name is taken")
    public OpportunityView change(UUID id, @Valid @NotNull OpportunityChangeRequest request) {
        return opportunities.change(id, request, caller);
    }

    @PUT
    @Path("/{id}/stage")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Move an opportunity to another stage, close it, or open it again",
            description =
                    "Forward it has to meet the entry criteria of all stages on the way, or an exception tells why"
                            + " not. For an admin, or the account executive who owns the relationship.")
    @APIResponse(responseCode = "200", description = "The opportunity as it is now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(
            responseCode = "409",
            description =
                    "It is there already, not at the version that was sent, or criteria are not met: `unmet` lists"
                            + " them")
    public OpportunityView move(UUID id, @Valid @NotNull StageRequest request) {
        return opportunities.move(id, request, caller);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List the stages of an opportunity, oldest first, with how long it was in each")
    @APIResponse(responseCode = "200", description = "The stays")
    @APIResponse(responseCode = "404", description = "There is none")
    public List<StageStayView> history(UUID id) {
        return opportunities.history(id);
    }

    @GET
    @Path("/{id}/next-stage")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show what the next stage asks for, and what of it is met")
    @APIResponse(responseCode = "200", description = "The next stage")
    @APIResponse(responseCode = "404", description = "There is none")
    public NextStageView nextStage(UUID id) {
        return opportunities.next(id);
    }

    @GET
    @Path("/stage-criteria")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show the entry criteria of all stages")
    @APIResponse(responseCode = "200", description = "The criteria")
    public StageCriteriaView stageCriteria() {
        return criteria.show();
    }

    @PUT
    @Path("/stage-criteria")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Replace the entry criteria of all stages",
            description = "They are asked of moves from now on. Opportunities stay where they are.")
    @APIResponse(responseCode = "200", description = "The criteria as they are now")
    @APIResponse(responseCode = "409", description = "They are not at the version that was sent")
    public StageCriteriaView replaceStageCriteria(@Valid @NotNull StageCriteriaRequest request) {
        return criteria.replace(request, caller);
    }
}

package io.tandem.crm.engagement;

import io.tandem.crm.caller.Caller;
import io.tandem.crm.caller.QueryValues;
import io.tandem.crm.domain.EngagementStatus;
import io.tandem.crm.history.RecordChangeView;
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

@Path("/api/v1/engagements")
@Tag(name = "Engagements", description = "Projects with clients")
class EngagementsResource {
    private final EngagementService engagements;
    private final Caller caller;

    EngagementsResource(EngagementService engagements, Caller caller) {
        this.engagements = engagements;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List engagements, newest first")
    @APIResponse(responseCode = "200", description = "A page of engagements")
    public Page<EngagementView> list(
            @RestQuery @Parameter(description = "Only those of this account and those that count as part of it")
                    String accountId,
            @RestQuery
                    @Parameter(
                            description = "Only those in this status",
                            schema = @Schema(implementation = EngagementStatus.class))
                    String status,
            @BeanParam PageRequest page) {
        return engagements.list(
                QueryValues.id("accountId", accountId),
                QueryValues.oneOf("status", EngagementStatus.class, status),
                page);
    }

    @POST
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Open an engagement",
            description = "For an admin, or the account executive who owns the relationship.")
    @APIResponse(
            responseCode = "201",
            description = "The engagement is planned",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EngagementView.class)))
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public RestResponse<EngagementView> open(@Valid @NotNull EngagementRequest request) {
        EngagementView opened = engagements.open(request, caller);
        return RestResponse.ResponseBuilder.<EngagementView>created(URI.create("/api/v1/engagements/" + opened.id()))
                .entity(opened)
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show an engagement")
    @APIResponse(responseCode = "200", description = "The engagement")
    @APIResponse(responseCode = "404", description = "There is none")
    public EngagementView show(UUID id) {
        return engagements.show(id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Change an engagement: scope, milestones, budget and actuals, team, dates",
            description = "For an admin, or the account executive who owns the relationship.")
    @APIResponse(responseCode = "200", description = "The engagement as it is now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "It is not at the version that was sent")
    public EngagementView change(UUID id, @Valid @NotNull EngagementChangeRequest request) {
        return engagements.change(id, request, caller);
    }

    @PUT
    @Path("/{id}/status")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Begin, pause, resume, complete or cancel an engagement",
            description = "For an admin, or the account executive who owns the relationship.")
    @APIResponse(responseCode = "200", description = "The engagement as it is now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "It cannot become that, or is not at the version that was sent")
    public EngagementView become(UUID id, @Valid @NotNull StatusRequest request) {
        return engagements.become(id, request, caller);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List what was changed about an engagement, oldest first")
    @APIResponse(responseCode = "200", description = "The changes")
    @APIResponse(responseCode = "404", description = "There is none")
    public List<RecordChangeView> history(UUID id) {
        return engagements.history(id);
    }
}

package io.tandem.crm.proposal;

import io.tandem.crm.caller.Caller;
import io.tandem.crm.caller.QueryValues;
import io.tandem.crm.domain.ProposalStatus;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/proposals")
@Tag(name = "Proposals", description = "Offers to clients")
class ProposalsResource {
    private static final String PDF = "application/pdf";
    private static final String PAGE = "text/html;charset=UTF-8";

    private final ProposalService proposals;
    private final Caller caller;

    ProposalsResource(ProposalService proposals, Caller caller) {
        this.proposals = proposals;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List proposals, newest first")
    @APIResponse(responseCode = "200", description = "A page of proposals")
    public Page<ProposalView> list(
            @RestQuery @Parameter(description = "Only those of this account and those that count as part of it")
                    String accountId,
            @RestQuery
                    @Parameter(
                            description = "Only those in this status today",
                            schema = @Schema(implementation = ProposalStatus.class))
                    String status,
            @BeanParam PageRequest page) {
        return proposals.list(
                QueryValues.id("accountId", accountId),
                QueryValues.oneOf("status", ProposalStatus.class, status),
                page);
    }

    @POST
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Draft a proposal",
            description = "For an admin, or the account executive who owns the relationship.")
    @APIResponse(
            responseCode = "201",
            description = "The draft",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public RestResponse<ProposalView> draft(@Valid @NotNull ProposalRequest request) {
        ProposalView drafted = proposals.draft(request, caller);
        return RestResponse.ResponseBuilder.<ProposalView>created(URI.create("/api/v1/proposals/" + drafted.id()))
                .entity(drafted)
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show a proposal in its newest revision")
    @APIResponse(responseCode = "200", description = "The proposal")
    @APIResponse(responseCode = "404", description = "There is none")
    public ProposalView show(UUID id) {
        return proposals.show(id);
    }

    @GET
    @Path("/{id}/revisions")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List the revisions of a proposal, oldest first")
    @APIResponse(responseCode = "200", description = "The revisions")
    @APIResponse(responseCode = "404", description = "There is none")
    public List<RevisionView> revisions(UUID id) {
        return proposals.revisions(id);
    }

    @POST
    @Path("/{id}/revisions")
    @Idempotent
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Draft another revision",
            description = "The proposal is a draft again. For an admin, or the account executive who owns the"
                    + " relationship.")
    @APIResponse(responseCode = "200", description = "The proposal in its new revision")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "It is accepted, or not at the version that was sent")
    public ProposalView revise(UUID id, @Valid @NotNull RevisionRequest request) {
        return proposals.revise(id, request, caller);
    }

    @POST
    @Idempotent
    @Path("/{id}/sending")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Say that the newest revision was sent to the client",
            description =
                    "Nothing is mailed by this. For an admin, or the account executive who owns the relationship.")
    @APIResponse(responseCode = "200", description = "The proposal as it is now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "It is no draft, or its last day is over")
    public ProposalView sent(UUID id) {
        return proposals.sent(id, caller);
    }

    @PUT
    @Path("/{id}/decision")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Say what the client decided",
            description = "Accepting opens the engagement. For an admin, or the account executive who owns the"
                    + " relationship.")
    @APIResponse(responseCode = "200", description = "The proposal as it is now")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(
            responseCode = "409",
            description = "It was not sent, has expired or is decided on, or is not at the version that was sent")
    public ProposalView decided(UUID id, @Valid @NotNull DecisionRequest request) {
        return proposals.decided(id, request, caller);
    }

    @GET
    @Path("/{id}/page")
    @Produces(PAGE)
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Print a proposal as a page")
    @APIResponse(responseCode = "200", description = "The page", content = @Content(mediaType = "text/html"))
    @APIResponse(responseCode = "404", description = "There is none, or no such revision")
    public String page(
            UUID id,
            @RestQuery
                    @Parameter(
                            description = "Which revision, without it the newest",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
                    String revision) {
        return ProposalPrinter.html(proposals.paper(id, QueryValues.whole("revision", revision)));
    }

    @GET
    @Path("/{id}/pdf")
    @Produces(PDF)
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Print a proposal as PDF")
    @APIResponse(responseCode = "200", description = "The PDF", content = @Content(mediaType = PDF))
    @APIResponse(responseCode = "404", description = "There is none, or no such revision")
    public byte[] pdf(
            UUID id,
            @RestQuery
                    @Parameter(
                            description = "Which revision, without it the newest",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
                    String revision) {
        return ProposalPrinter.pdf(proposals.paper(id, QueryValues.whole("revision", revision)));
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List what happened to a proposal, oldest first")
    @APIResponse(responseCode = "200", description = "The changes")
    @APIResponse(responseCode = "404", description = "There is none")
    public List<RecordChangeView> history(UUID id) {
        return proposals.history(id);
    }
}

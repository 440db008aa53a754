package io.tandem.crm.relationship;

import io.tandem.crm.audit.AuditEntryView;
import io.tandem.crm.caller.Caller;
import io.tandem.crm.timeline.TimelineEntryView;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/relationships")
@Tag(name = "Relationships", description = "The record of every account that is served by people")
class RelationshipsResource {
    private final RelationshipService relationships;
    private final Caller caller;

    RelationshipsResource(RelationshipService relationships, Caller caller) {
        this.relationships = relationships;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List relationships, newest first")
    @APIResponse(responseCode = "200", description = "A page of relationships")
    public Page<RelationshipSummaryView> list(
            @RestQuery @Parameter(description = "Only those owned by the person with this email") String owner,
            @RestQuery
                    @Parameter(
                            description =
                                    "Part of the name or domain of the account, or of the name or email of one of its people")
                    String text,
            @BeanParam PageRequest page) {
        return relationships.list(owner, text, page);
    }

    @GET
    @Path("/{accountId}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show a relationship with its people, handoff and newest timeline entries")
    @APIResponse(responseCode = "200", description = "The relationship")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public RelationshipView show(UUID accountId) {
        return relationships.show(accountId, caller);
    }

    @GET
    @Path("/{accountId}/timeline")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List what happened with the account, newest first")
    @APIResponse(responseCode = "200", description = "A page of timeline entries")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public Page<TimelineEntryView> timeline(UUID accountId, @BeanParam PageRequest page) {
        return relationships.timeline(accountId, caller, page);
    }

    @GET
    @Path("/{accountId}/audit")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "List what people changed about the account, newest first: who, when, before and after",
            description = "Of an interaction it says id and kind, and of another's private note nothing.")
    @APIResponse(responseCode = "200", description = "A page of audit entries")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    public Page<AuditEntryView> audit(UUID accountId, @BeanParam PageRequest page) {
        return relationships.audit(accountId, caller, page);
    }

    @PUT
    @Path("/{accountId}/owner")
    @RolesAllowed({Roles.ADMIN, Roles.AE})
    @Operation(
            summary = "Choose the owner of a relationship",
            description =
                    "For an admin, or the account executive who owns it. No machine changes the owner afterwards.")
    @APIResponse(responseCode = "200", description = "The relationship with its new owner")
    @APIResponse(responseCode = "403", description = "The relationship is another's")
    @APIResponse(responseCode = "404", description = "No people serve this account")
    @APIResponse(responseCode = "409", description = "The record is not at the version that was sent")
    public RelationshipView chooseOwner(UUID accountId, @Valid @NotNull OwnerRequest request) {
        return relationships.chooseOwner(accountId, request, caller);
    }
}

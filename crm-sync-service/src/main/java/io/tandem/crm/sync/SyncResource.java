package io.tandem.crm.sync;

import io.tandem.crm.caller.Caller;
import io.tandem.crm.caller.QueryValues;
import io.tandem.crm.domain.RecordKind;
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
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/sync")
@Tag(name = "Sync", description = "The ledger of what every CRM has, and what could not be sent and why")
class SyncResource {
    private final SyncService sync;
    private final Caller caller;

    SyncResource(SyncService sync, Caller caller) {
        this.sync = sync;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Show how far each connection is", description = "There are a few: they come on one page.")
    @APIResponse(responseCode = "200", description = "Each connection with what waits, failed and is done")
    public List<SyncStateView> states() {
        return sync.states();
    }

    @GET
    @Path("/{connectionId}/records")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List records of a connection, last changed first", description = "Failed ones with reason.")
    @APIResponse(responseCode = "200", description = "A page of records")
    @APIResponse(responseCode = "404", description = "There is no such connection")
    public Page<SyncRecordView> records(
            UUID connectionId,
            @RestQuery @Parameter(description = "Only those in this state") SyncState state,
            @RestQuery @Parameter(description = "Only those of this kind") RecordKind kind,
            @BeanParam PageRequest page) {
        return sync.records(connectionId, state, kind, page);
    }

    @GET
    @Path("/{connectionId}/records/{kind}/{recordId}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "Show why each field of a record has its value",
            description = "With the versions that were sent, the CRM's words, and the conflicts.")
    @APIResponse(responseCode = "200", description = "The record and all that is known of it")
    @APIResponse(responseCode = "404", description = "There is none")
    public SyncRecordDetailsView record(UUID connectionId, RecordKind kind, UUID recordId) {
        return sync.record(connectionId, kind, recordId);
    }

    @POST
    @Path("/{connectionId}/records/{kind}/{recordId}/retry")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Send a record again",
            description = "At once. One that was deleted in the CRM is made there anew.")
    @APIResponse(responseCode = "200", description = "The record, which waits to be sent")
    @APIResponse(responseCode = "404", description = "There is none")
    public SyncRecordView retry(UUID connectionId, RecordKind kind, UUID recordId) {
        return sync.retry(connectionId, kind, recordId, caller);
    }

    @POST
    @Path("/{connectionId}/retry")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Send again whatever failed")
    @APIResponse(responseCode = "200", description = "How many records wait to be sent again")
    @APIResponse(responseCode = "404", description = "There is no such connection")
    public RetriedView retryFailed(UUID connectionId) {
        return new RetriedView(sync.retryFailed(connectionId, caller));
    }

    @POST
    @Path("/{connectionId}/reconcile")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Compare everything",
            description = "Both sides are gone through from the beginning, and differences settled by the policies.")
    @APIResponse(responseCode = "204", description = "It begins at once")
    @APIResponse(responseCode = "404", description = "There is no such connection")
    public void reconcile(UUID connectionId) {
        sync.reconcile(connectionId, caller);
    }

    @GET
    @Path("/conflicts")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List fields that both sides had changed, newest first", description = "With both values.")
    @APIResponse(responseCode = "200", description = "A page of conflicts")
    public Page<SyncConflictView> conflicts(
            @RestQuery
                    @Parameter(
                            description = "Only those that nobody has resolved: true or false",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    String open,
            @BeanParam PageRequest page) {
        return sync.conflicts(QueryValues.truth("open", open), page);
    }

    @POST
    @Idempotent
    @Path("/conflicts/{id}/resolution")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Say whose value shall hold")
    @APIResponse(responseCode = "200", description = "The resolved conflict")
    @APIResponse(responseCode = "404", description = "There is none")
    @APIResponse(responseCode = "409", description = "Somebody has resolved it, or the CRM's stage is not mapped")
    public SyncConflictView resolve(UUID id, @Valid @NotNull ResolutionRequest request) {
        return sync.resolve(id, request.keep(), caller);
    }
}

package io.tandem.crm.transfer;

import io.tandem.crm.caller.Caller;
import io.tandem.crm.caller.QueryValues;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Import and export", description = "Relationship records as CSV")
class TransferResource {
    private static final String CSV = "text/csv";

    private final TransferService transfers;
    private final Caller caller;

    TransferResource(TransferService transfers, Caller caller) {
        this.transfers = transfers;
        this.caller = caller;
    }

    @GET
    @Path("/relationship-exports/{kind}")
    @Produces(CSV)
    @Operation(
            summary = "Export all records of a kind as CSV",
            description =
                    "In the columns in which they are imported, and those that follow from other records and are passed"
                            + " over by an import: of accounts all but account_id, domain and owner_email, of opportunities"
                            + " owner_email, of handoffs, surveys and stage moves all. Accounts are those that people serve. Without"
                            + " private notes.")
    @APIResponse(
            responseCode = "200",
            description = "The table",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public Response export(
            @RestPath
                    @Parameter(
                            description = "Which records",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "accounts",
                                                "stakeholders",
                                                "interactions",
                                                "opportunities",
                                                "engagements",
                                                "proposals",
                                                "handoffs",
                                                "surveys",
                                                "stage_moves"
                                            }))
                    String kind) {
        TransferKind records = TransferKind.named(kind);
        StreamingOutput table = out -> transfers.export(records, out);
        return Response.ok(table, "text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"" + records.path() + ".csv\"")
                .build();
    }

    @POST
    @Path("/relationship-imports/{kind}")
    @Consumes(CSV)
    @Operation(
            summary = "Import records of a kind from CSV",
            description =
                    "UTF-8, the first line names the columns as in the export; at most 5000 rows. A row tells whose"
                            + " it is by account_id or domain. What a file does not say of a record, stays as it is; a row"
                            + " that says what is known already changes nothing, so that a file may be sent again. Rows that are"
                            + " wrong are left out and told with all their faults. Of accounts an import chooses the owner.")
    @RequestBody(required = true, content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "200", description = "What became of the rows")
    @APIResponse(responseCode = "400", description = "The file cannot be read, or lacks a column")
    public ImportReportView take(
            @RestPath
                    @Parameter(
                            description = "Which records",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "accounts",
                                                "stakeholders",
                                                "interactions",
                                                "opportunities",
                                                "engagements",
                                                "proposals"
                                            }))
                    String kind,
            @RestQuery
                    @Parameter(
                            description = "Only tell what would become of the rows: true or false",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    String dryRun,
            @Context UriInfo uri,
            InputStream file) {
        // An empty value comes as none, which would import in earnest.
        boolean empty = dryRun == null && uri.getQueryParameters().containsKey("dryRun");
        return transfers.take(TransferKind.named(kind), file, QueryValues.truth("dryRun", empty ? "" : dryRun), caller);
    }
}

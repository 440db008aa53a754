package io.tandem.signup.imports;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Past signups and accounts from files. */
@Path("/api/v1/imports")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Imports", description = "Past signups and accounts from files")
class ImportsResource {
    private static final String HOW = " The file is CSV in UTF-8 whose first line names the columns, in any order, or a"
            + " JSON array of flat objects with the same names; other columns are left out. It is stored and read to its"
            + " end before the answer, and taken after it. The same file again changes nothing. With dryRun=true nothing"
            + " is taken, and what would become of each row can be read. Idempotency-Key is honoured.";

    private static final String STORED = "Stored; Location tells where to look after it";

    private final ImportIntake intake;
    private final ImportService imports;
    private final RefusalReport report;

    ImportsResource(ImportIntake intake, ImportService imports, RefusalReport report) {
        this.intake = intake;
        this.imports = imports;
        this.report = report;
    }

    @POST
    @Path("/signups")
    @Consumes({"text/csv", MediaType.APPLICATION_JSON})
    @Blocking
    @Operation(
            summary = "Import past signups",
            description = "Columns: email and submittedAt (ISO 8601; without an offset UTC), and of externalId, name,"
                    + " company, companySize (people or a band), role, useCase, country, talkToSales, userId,"
                    + " anonymousId, selfReported, utm_source, utm_medium, utm_campaign, utm_term, utm_content and"
                    + " custom.… what there is. A signup is known again by its externalId in the source, else by email and"
                    + " time." + HOW)
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "table", value = """
                                        externalId,email,submittedAt,name,company,companySize,role,useCase,country
                                        4711,ana@harbourline.example,2024-03-01T10:15:00Z,Ana Ribeiro,Harbourline,120,Head of Operations,Shipments,PT
                                        """)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class))
            })
    @APIResponse(
            responseCode = "202",
            description = STORED,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "400", description = "No such source, or the file cannot be read to its end")
    @APIResponse(responseCode = "409", description = "The same file is at work; importId tells where")
    @APIResponse(responseCode = "413", description = "More than 64 MB")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another import")
    public RestResponse<ImportView> importSignups(
            @RestQuery @Parameter(description = "The source that they count as", required = true) UUID source,
            @RestQuery @Parameter(description = "Only tell what would happen") boolean dryRun,
            @Context HttpHeaders headers,
            @RestHeader("Idempotency-Key") String key,
            InputStream body) {
        return take(ImportKind.SIGNUPS, source, dryRun, headers, key, body);
    }

    @POST
    @Path("/accounts")
    @Consumes({"text/csv", MediaType.APPLICATION_JSON})
    @Blocking
    @Operation(
            summary = "Import accounts",
            description =
                    "Columns: domain, and of name, industry, size (people or a band), country, revenue, currency and"
                            + " firstMetAt what there is. Accounts that are not known are met by it; what a row says of the company"
                            + " replaces all that was uploaded of it. A company is named once in a file." + HOW)
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = "text/csv",
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "table", value = """
                                        domain,name,size,country,industry,firstMetAt
                                        harbourline.example,Harbourline Logistics Lda,120,PT,Logistics,2023-11-05
                                        """)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class))
            })
    @APIResponse(
            responseCode = "202",
            description = STORED,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "400", description = "The file cannot be read to its end")
    @APIResponse(responseCode = "409", description = "The same file is at work; importId tells where")
    @APIResponse(responseCode = "413", description = "More than 64 MB")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another import")
    public RestResponse<ImportView> importAccounts(
            @RestQuery @Parameter(description = "Only tell what would happen") boolean dryRun,
            @Context HttpHeaders headers,
            @RestHeader("Idempotency-Key") String key,
            InputStream body) {
        return take(ImportKind.ACCOUNTS, null, dryRun, headers, key, body);
    }

    @GET
    @Operation(summary = "List the imports, latest first")
    public Page<ImportView> list(@BeanParam PageRequest page) {
        List<ImportView> rows = imports.page(page.cursorKey(ImportCursor::parse), page.limit() + 1);
        return Page.of(rows, page.limit(), ImportCursor::keyOf);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How far an import got")
    @APIResponse(responseCode = "200", description = "Its status and counts")
    @APIResponse(responseCode = "404", description = "There is no such import")
    public ImportView one(UUID id) {
        return imports.one(id);
    }

    @GET
    @Path("/{id}/rows")
    @Operation(
            summary = "What became of the rows, by line",
            description = "Of a dry run every row that was looked at; else only those that were refused.")
    @APIResponse(responseCode = "200", description = "The rows")
    @APIResponse(responseCode = "404", description = "There is no such import")
    public Page<ImportRowView> rows(
            UUID id,
            @RestQuery @Parameter(description = "Only those with this outcome") Outcome outcome,
            @BeanParam PageRequest page) {
        return rowsOf(id, Optional.ofNullable(outcome), page);
    }

    @GET
    @Path("/{id}/refusals")
    @Operation(summary = "The refused rows with all reasons, by line")
    @APIResponse(responseCode = "200", description = "The rows")
    @APIResponse(responseCode = "404", description = "There is no such import")
    public Page<ImportRowView> refusals(UUID id, @BeanParam PageRequest page) {
        return rowsOf(id, Optional.of(Outcome.REFUSED), page);
    }

    @GET
    @Path("/{id}/refusals.csv")
    @Produces("text/csv")
    @Blocking
    @Operation(
            summary = "Download the refused rows",
            description =
                    "With their line and reasons first. Cells that a spreadsheet would take for a formula begin with"
                            + " an apostrophe.")
    @APIResponse(
            responseCode = "200",
            description = "All of them",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "404", description = "There is no such import")
    public RestResponse<StreamingOutput> download(UUID id) {
        imports.one(id);
        StreamingOutput table = out -> report.write(id, out);
        return RestResponse.ResponseBuilder.ok(table)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"refusals-" + id + ".csv\"")
                .build();
    }

    @POST
    @Path("/{id}/cancellation")
    @Operation(
            summary = "Stop an import",
            description = "What was taken until then stays; the same file sent again goes on from there.")
    @APIResponse(responseCode = "200", description = "Stopped")
    @APIResponse(responseCode = "404", description = "There is no such import")
    @APIResponse(responseCode = "409", description = "It has ended")
    public ImportView cancel(UUID id) {
        return imports.cancel(id);
    }

    private Page<ImportRowView> rowsOf(UUID id, Optional<Outcome> outcome, PageRequest page) {
        long after = page.cursorKey(Long::valueOf).orElse(0L);
        return Page.of(
                imports.rows(id, outcome, after, page.limit() + 1), page.limit(), row -> Long.toString(row.line()));
    }

    private static ImportFormat formatOf(MediaType type) {
        if (type == null) {
            throw Problem.of(415, "Name the media type: text/csv or application/json.");
        }
        return type.getSubtype().equalsIgnoreCase("csv") ? ImportFormat.CSV : ImportFormat.JSON;
    }

    private RestResponse<ImportView> take(
            ImportKind kind, UUID source, boolean dryRun, HttpHeaders headers, String key, InputStream body) {
        ImportService.Accepted accepted =
                intake.take(kind, formatOf(headers.getMediaType()), source, dryRun, key, body);
        ImportView view = ImportView.from(accepted.work(), Instant.now());
        RestResponse.ResponseBuilder<ImportView> answer = RestResponse.ResponseBuilder.create(
                        RestResponse.Status.ACCEPTED, view)
                .header(HttpHeaders.LOCATION, "/api/v1/imports/" + view.id());
        return (accepted.replayed() ? answer.header("Idempotent-Replayed", "true") : answer).build();
    }
}

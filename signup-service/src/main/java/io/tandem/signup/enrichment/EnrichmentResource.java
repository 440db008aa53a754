package io.tandem.signup.enrichment;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is known of companies from elsewhere than their people. */
@Path("/api/v1/enrichment")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Tag(name = "Enrichment", description = "What is known of companies from elsewhere than their people")
class EnrichmentResource {
    private final CompanyService companies;
    private final CompanyUpload upload;

    EnrichmentResource(CompanyService companies, CompanyUpload upload) {
        this.companies = companies;
        this.upload = upload;
    }

    @POST
    @Path("/uploads")
    @Consumes("text/csv")
    @RolesAllowed(Roles.ADMIN)
    @Blocking
    @Operation(
            summary = "Upload a table of companies",
            description = "UTF-8 CSV whose first line names the columns, in any order: domain, and of name, industry,"
                    + " size (people or a band), country, revenue and currency what there is; others are ignored. A row"
                    + " replaces all that was uploaded of its company, companies that are not named stay as they are,"
                    + " and of several rows of one company the last counts. The same table again changes nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "table", value = """
                                            domain,name,industry,size,country,revenue,currency
                                            harbourline.example,Harbourline Logistics Lda,Logistics,120,PT,12500000.00,EUR
                                            """)))
    @APIResponse(responseCode = "200", description = "How many rows were taken, and which were refused")
    @APIResponse(responseCode = "400", description = "No header with a domain, or no CSV")
    @APIResponse(responseCode = "413", description = "More than 64 MB")
    public UploadView upload(InputStream csv) {
        return upload.take(csv);
    }

    @GET
    @Path("/companies")
    @Operation(summary = "List the companies of which something is known, by domain")
    public Page<CompanyView> list(@BeanParam PageRequest page) {
        List<CompanyView> rows = companies.page(page.cursorKey(), page.limit() + 1);
        return Page.of(rows, page.limit(), CompanyView::domain);
    }

    @GET
    @Path("/companies/{domain}")
    @Operation(
            summary = "What is known of a company",
            description = "What was uploaded, else what a provider says; the provenance tells which, part by part.")
    @APIResponse(responseCode = "200", description = "What is known, and since when")
    @APIResponse(responseCode = "404", description = "Nothing is known of this company")
    public CompanyView one(String domain) {
        return companies.one(domain);
    }

    @DELETE
    @Path("/companies/{domain}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Forget what was uploaded of a company", description = "Those who were told of it are told.")
    @APIResponse(responseCode = "204", description = "Forgotten")
    @APIResponse(responseCode = "404", description = "Nothing was uploaded of this company")
    public void remove(String domain) {
        companies.remove(domain);
    }
}

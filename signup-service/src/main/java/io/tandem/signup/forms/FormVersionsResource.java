package io.tandem.signup.forms;

import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.IfMatch;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The versions of a source's form. */
@Path("/api/v1/sources/{sourceId}/form-versions")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Form versions", description = "What a source's form asks: drafted, published, rolled back")
class FormVersionsResource {
    private final FormVersionService forms;

    FormVersionsResource(FormVersionService forms) {
        this.forms = forms;
    }

    @GET
    @Operation(summary = "List the versions of a source's form, latest first", description = "Without the shipped one.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "404", description = "There is no such source")
    public Page<FormVersionView> list(UUID sourceId, @BeanParam PageRequest page) {
        List<FormVersionView> rows = forms.page(sourceId, page.cursorKey(Integer::valueOf), page.limit() + 1);
        return Page.of(rows, page.limit(), row -> Integer.toString(row.version()));
    }

    @GET
    @Path("/{version}")
    @Operation(summary = "One version", description = "Version 0 is the form that is shipped: a place to start from.")
    @APIResponseSchema(value = FormVersionView.class, responseCode = "200", responseDescription = "The version")
    @APIResponse(responseCode = "404", description = "There is no such source or version")
    public RestResponse<FormVersionView> one(UUID sourceId, int version) {
        return tagged(RestResponse.Status.OK, forms.one(sourceId, version));
    }

    @POST
    @Idempotent
    @Operation(summary = "Draft a version", description = "Visitors see it when it is published.")
    @APIResponse(
            responseCode = "201",
            description = "Drafted",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FormVersionView.class)))
    @APIResponse(responseCode = "400", description = "All faults of the definition, each with its place")
    @APIResponse(responseCode = "404", description = "There is no such source")
    public RestResponse<FormVersionView> draft(UUID sourceId, @NotNull @Valid FormVersionRequest request) {
        return created(sourceId, forms.draft(sourceId, request.definition()));
    }

    @PUT
    @Path("/{version}")
    @Operation(summary = "Change a draft", description = "As a whole.")
    @APIResponseSchema(value = FormVersionView.class, responseCode = "200", responseDescription = "As it is now")
    @APIResponse(responseCode = "400", description = "All faults of the definition, each with its place")
    @APIResponse(responseCode = "404", description = "There is no such source or version")
    @APIResponse(responseCode = "409", description = "It was published: it stays as it is")
    @APIResponse(responseCode = "412", description = "It was changed since that ETag")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public RestResponse<FormVersionView> change(
            UUID sourceId,
            int version,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag of the draft that was read")
                    String seen,
            @NotNull @Valid FormVersionRequest request) {
        return tagged(RestResponse.Status.OK, forms.change(sourceId, version, seen, request.definition()));
    }

    @POST
    @Path("/{version}/publication")
    @Operation(
            summary = "Publish a draft",
            description = "Whoever is filling in the version before may still send it for 24 hours.")
    @APIResponseSchema(value = FormVersionView.class, responseCode = "200", responseDescription = "Published")
    @APIResponse(responseCode = "404", description = "There is no such source or version")
    @APIResponse(responseCode = "409", description = "It is no draft")
    public RestResponse<FormVersionView> publish(
            UUID sourceId, int version, @NotNull @Valid PublicationRequest request) {
        return tagged(RestResponse.Status.OK, forms.publish(sourceId, version, request.why()));
    }

    @POST
    @Path("/{version}/rollback")
    @Operation(
            summary = "Publish a copy of an earlier version",
            description = "The copy has a number of its own. Version 0 brings the shipped form back.")
    @APIResponse(
            responseCode = "201",
            description = "The published copy",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FormVersionView.class)))
    @APIResponse(responseCode = "404", description = "There is no such source or version")
    @APIResponse(responseCode = "409", description = "It was never published, or is published now")
    public RestResponse<FormVersionView> rollBack(
            UUID sourceId, int version, @NotNull @Valid PublicationRequest request) {
        return created(sourceId, forms.rollBack(sourceId, version, request.why()));
    }

    private static RestResponse<FormVersionView> created(UUID sourceId, FormVersionView version) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, version)
                .header(
                        HttpHeaders.LOCATION,
                        "/api/v1/sources/%s/form-versions/%d".formatted(sourceId, version.version()))
                .header(HttpHeaders.ETAG, IfMatch.quoted(version.etag()))
                .build();
    }

    private static RestResponse<FormVersionView> tagged(RestResponse.Status status, FormVersionView version) {
        return RestResponse.ResponseBuilder.create(status, version)
                .header(HttpHeaders.ETAG, IfMatch.quoted(version.etag()))
                .build();
    }
}

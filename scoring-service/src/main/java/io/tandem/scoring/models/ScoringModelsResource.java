package io.tandem.scoring.models;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.IfMatch;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The versions of the scoring model. */
@Path("/api/v1/scoring-models")
@RolesAllowed(Roles.ADMIN)
@Blocking
@Tag(
        name = "Scoring models",
        description = "How accounts are scored, as data: drafted, checked, published, rolled back")
class ScoringModelsResource {
    @Inject
    ScoringModelService models;

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List the versions of the scoring model, latest first")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", description = "Bad limit or cursor")
    public Page<ScoringModelView> list(@BeanParam PageRequest page) {
        List<ScoringModelView> rows = models.page(page.cursorKey(Integer::valueOf), page.limit() + 1);
        return Page.of(rows, page.limit(), row -> Integer.toString(row.version()));
    }

    @GET
    @Path("{version}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Read a version", description = "Scores name the version that they were made by.")
    @APIResponseSchema(value = ScoringModelView.class, responseCode = "200", responseDescription = "The version")
    @APIResponse(responseCode = "404", description = "No such version")
    public RestResponse<ScoringModelView> read(@RestPath int version) {
        return tagged(RestResponse.Status.OK, models.one(version));
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Draft a version",
            description = "It may be unfinished: what is wrong with it is told by its validation. What has no meaning"
                    + " in a scoring model is refused.")
    @APIResponse(
            responseCode = "201",
            description = "Drafted",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScoringModelView.class)))
    @APIResponse(responseCode = "400", description = "All that cannot be read, each with its place")
    @APIResponse(responseCode = "413", description = "More than 200,000 characters")
    public RestResponse<ScoringModelView> draft(@NotNull @Valid ScoringModelRequest request) {
        return created(models.draft(request.definition()));
    }

    @PUT
    @Path("{version}")
    @Operation(summary = "Change a draft", description = "As a whole.")
    @APIResponseSchema(value = ScoringModelView.class, responseCode = "200", responseDescription = "As it is now")
    @APIResponse(responseCode = "400", description = "All that cannot be read, each with its place")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(responseCode = "409", description = "It was published: it stays as it is")
    @APIResponse(responseCode = "412", description = "It was changed since that ETag")
    @APIResponse(responseCode = "413", description = "More than 200,000 characters")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public RestResponse<ScoringModelView> change(
            @RestPath int version,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag of the draft that was read")
                    String seen,
            @NotNull @Valid ScoringModelRequest request) {
        return tagged(RestResponse.Status.OK, models.change(version, seen, request.definition()));
    }

    @GET
    @Path("{version}/validation")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "What is wrong with a version",
            description = "All faults at once: the place as a JSON pointer into the definition, line and column within"
                    + " a condition, and the reason. A version with faults can be neither previewed nor published.")
    @APIResponse(responseCode = "200", description = "The faults, or none")
    @APIResponse(responseCode = "404", description = "No such version")
    public ValidationView validate(@RestPath int version) {
        return models.validate(version);
    }

    @POST
    @Path("{version}/publication")
    @Operation(
            summary = "Publish a draft",
            description = "In force at once, on all instances, unless it counts events that were not counted so far:"
                    + " then it is PREPARING until the calls kept have been gone through, and the version before stays"
                    + " in force. Accounts are scored again after that.")
    @APIResponseSchema(
            value = ScoringModelView.class,
            responseCode = "200",
            responseDescription = "Published, or being prepared")
    @APIResponse(responseCode = "400", description = "All faults of the definition, each with its place")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(
            responseCode = "409",
            description =
                    "It is no draft, another version is being prepared, or old sums of what it counts are being removed")
    @APIResponse(responseCode = "412", description = "It was changed since that ETag; the answer has the present one")
    public RestResponse<ScoringModelView> publish(
            @RestPath int version,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The ETag of what is to be published; without it whatever the draft is")
                    String seen,
            @NotNull @Valid PublicationRequest request) {
        return tagged(RestResponse.Status.OK, models.publish(version, seen, request.why()));
    }

    @POST
    @Path("{version}/rollback")
    @Idempotent
    @Operation(summary = "Publish a copy of an earlier version", description = "The copy has a number of its own.")
    @APIResponse(
            responseCode = "201",
            description = "The copy, published or being prepared",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ScoringModelView.class)))
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(
            responseCode = "409",
            description =
                    "It was never published, is published now, another version is being prepared, or old sums of what"
                            + " it counts are being removed")
    public RestResponse<ScoringModelView> rollBack(@RestPath int version, @NotNull @Valid PublicationRequest request) {
        return created(models.rollBack(version, request.why()));
    }

    private static RestResponse<ScoringModelView> created(ScoringModelView version) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, version)
                .header(HttpHeaders.LOCATION, "/api/v1/scoring-models/" + version.version())
                .header(HttpHeaders.ETAG, IfMatch.quoted(version.etag()))
                .build();
    }

    private static RestResponse<ScoringModelView> tagged(RestResponse.Status status, ScoringModelView version) {
        return RestResponse.ResponseBuilder.create(status, version)
                .header(HttpHeaders.ETAG, IfMatch.quoted(version.etag()))
                .build();
    }
}

package io.tandem.routing.policy;

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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The versions of the policy, in JSON or YAML. */
@Path("/api/v1/policies")
@RolesAllowed(Roles.ADMIN)
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies", description = "How accounts are routed, as data: drafted, checked, published, rolled back")
class PoliciesResource {
    @Inject
    PolicyService policies;

    @Inject
    PolicyYaml yaml;

    @Context
    HttpHeaders headers;

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List the versions of the policy, latest first")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", description = "Bad limit, cursor or status")
    public Page<PolicyView> list(
            @QueryParam("status") @Parameter(description = "Only versions in this state") PolicyStatus status,
            @BeanParam PageRequest page) {
        int before = page.cursorKey(Integer::valueOf).orElse(Integer.MAX_VALUE);
        List<PolicyView> rows = policies.page(status, before, page.limit() + 1);
        return Page.of(rows, page.limit(), row -> Integer.toString(row.version()));
    }

    @GET
    @Path("schema")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Produces("application/schema+json")
    @Operation(summary = "Read the JSON Schema that every definition keeps to")
    @APIResponse(responseCode = "200", description = "The schema")
    public String schema() {
        return PolicyDocument.SCHEMA_TEXT;
    }

    @GET
    @Path("{version}")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Produces({MediaType.APPLICATION_JSON, PolicyYaml.MEDIA_TYPE})
    @Operation(summary = "Read a version", description = "Decisions name the version that they were made by.")
    @APIResponseSchema(value = PolicyView.class, responseCode = "200", responseDescription = "The version")
    @APIResponse(responseCode = "404", description = "No such version")
    public Response read(@RestPath int version) {
        return tagged(policies.one(version));
    }

    @POST
    @Idempotent
    @Consumes({MediaType.APPLICATION_JSON, PolicyYaml.MEDIA_TYPE})
    @Produces({MediaType.APPLICATION_JSON, PolicyYaml.MEDIA_TYPE})
    @Operation(
            summary = "Draft a version",
            description = "It may contradict itself: what is wrong with it is told by its validation. What has no"
                    + " meaning in a policy is refused, and so is a condition that names what does not exist or has"
                    + " another type, with the rule, line and column.")
    @APIResponseSchema(value = PolicyView.class, responseCode = "201", responseDescription = "Drafted")
    @APIResponse(responseCode = "400", description = "All that cannot be read, each with its place")
    @APIResponse(responseCode = "413", description = "More than 500,000 characters")
    public Response draft(@NotNull @Valid PolicyRequest request) {
        return created(policies.draft(request.definition()));
    }

    @PUT
    @Path("{version}")
    @Consumes({MediaType.APPLICATION_JSON, PolicyYaml.MEDIA_TYPE})
    @Produces({MediaType.APPLICATION_JSON, PolicyYaml.MEDIA_TYPE})
    @Operation(summary = "Change a draft", description = "As a whole.")
    @APIResponseSchema(value = PolicyView.class, responseCode = "200", responseDescription = "As it is now")
    @APIResponse(responseCode = "400", description = "All that cannot be read, each with its place")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(responseCode = "409", description = "It was published, or waits to be: it stays as it is")
    @APIResponse(responseCode = "412", description = "It was changed since that ETag; the answer has the present one")
    @APIResponse(responseCode = "413", description = "More than 500,000 characters")
    @APIResponse(responseCode = "428", description = "If-Match is missing; the answer has the present ETag")
    public Response change(
            @RestPath int version,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The ETag of the draft that was read, or * for whatever it is")
                    String seen,
            @NotNull @Valid PolicyRequest request) {
        return tagged(policies.change(version, seen, request.definition()));
    }

    @GET
    @Path("{version}/validation")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "What is wrong with a version, and what is suspicious about it",
            description = "All faults at once: the place as a JSON pointer into the definition, the rule, line and"
                    + " column within its condition, and the reason. A version with faults cannot be published. Lint"
                    + " finds what is allowed but hardly meant.")
    @APIResponse(responseCode = "200", description = "The faults and findings, or none")
    @APIResponse(responseCode = "404", description = "No such version")
    public ValidationView validate(@RestPath int version) {
        return policies.validate(version);
    }

    @GET
    @Path("{version}/diff")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "What differs between another version and this one")
    @APIResponse(responseCode = "200", description = "The differences, or none")
    @APIResponse(responseCode = "404", description = "No such version")
    public PolicyDiffView diff(
            @RestPath int version,
            @QueryParam("against") @Parameter(description = "The other version; the one in force without it")
                    Integer against) {
        return policies.diff(version, against);
    }

    @GET
    @Path("{version}/changes")
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "Who did what to a version, when and why, the latest first")
    @APIResponse(responseCode = "200", description = "All of it")
    @APIResponse(responseCode = "404", description = "No such version")
    public List<PolicyChangeView> changes(@RestPath int version) {
        return policies.changes(version);
    }

    @POST
    @Path("{version}/publication")
    @Produces({MediaType.APPLICATION_JSON, PolicyYaml.MEDIA_TYPE})
    @Operation(
            summary = "Publish a draft",
            description = "At once on all instances, or SCHEDULED for a time. Every decision names the one version it"
                    + " was made by.")
    @APIResponseSchema(value = PolicyView.class, responseCode = "200", responseDescription = "Published, or scheduled")
    @APIResponse(responseCode = "400", description = "All faults of the definition, each with its place")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(responseCode = "409", description = "It is no draft")
    @APIResponse(responseCode = "412", description = "It was changed since that ETag; the answer has the present one")
    public Response publish(
            @RestPath int version,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(description = "The ETag of what is to be published; without it whatever the draft is")
                    String seen,
            @NotNull @Valid PublicationRequest request) {
        return tagged(policies.publish(version, seen, request.why(), request.at()));
    }

    @DELETE
    @Path("{version}/publication")
    @Produces({MediaType.APPLICATION_JSON, PolicyYaml.MEDIA_TYPE})
    @Operation(summary = "Take back a publication whose time has not come", description = "It is a draft again.")
    @APIResponseSchema(value = PolicyView.class, responseCode = "200", responseDescription = "The draft")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(responseCode = "409", description = "It does not wait to be published")
    public Response unschedule(@RestPath int version) {
        return tagged(policies.unschedule(version));
    }

    @POST
    @Path("{version}/rollback")
    @Produces({MediaType.APPLICATION_JSON, PolicyYaml.MEDIA_TYPE})
    @Operation(summary = "Publish a copy of an earlier version", description = "The copy has a number of its own.")
    @APIResponseSchema(value = PolicyView.class, responseCode = "201", responseDescription = "The copy, published")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(responseCode = "409", description = "It was never published, or is published now")
    public Response rollBack(@RestPath int version, @NotNull @Valid RollbackRequest request) {
        return created(policies.rollBack(version, request.why()));
    }

    private Response created(PolicyView version) {
        return answer(Response.status(Response.Status.CREATED), version)
                .header(HttpHeaders.LOCATION, "/api/v1/policies/" + version.version())
                .build();
    }

    private Response tagged(PolicyView version) {
        return answer(Response.ok(), version).build();
    }

    private Response.ResponseBuilder answer(Response.ResponseBuilder answer, PolicyView version) {
        MediaType wanted = headers.getAcceptableMediaTypes().get(0);
        boolean inYaml = wanted.toString().startsWith(PolicyYaml.MEDIA_TYPE);
        return answer.type(inYaml ? PolicyYaml.MEDIA_TYPE : MediaType.APPLICATION_JSON)
                .entity(inYaml ? yaml.write(version) : version)
                .header(HttpHeaders.ETAG, IfMatch.quoted(version.etag()));
    }
}

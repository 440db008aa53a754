package io.tandem.signup.privacy;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** People who are to be shown everything, or to be forgotten. */
@Path("/api/v1/privacy-requests")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Privacy requests", description = "People who are to be shown everything, or to be forgotten")
class PrivacyRequestsResource {
    private final PrivacyRequestService requests;

    PrivacyRequestsResource(PrivacyRequestService requests) {
        this.requests = requests;
    }

    /** What was asked: where to see how far it is. */
    record Accepted(UUID id, PrivacyKind kind) {}

    @POST
    @Idempotent
    @Operation(
            summary = "Export or erase a person",
            description = "Every service is asked, even if nobody here knows the person. Audited without the name.")
    @APIResponse(
            responseCode = "202",
            description = "Every service is asked",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Accepted.class)))
    @APIResponse(responseCode = "400", description = "All faults of the request")
    @APIResponse(responseCode = "404", description = "Nobody is known by this personId")
    public RestResponse<Accepted> request(@NotNull @Valid PrivacyRequestRequest request) {
        UUID id = requests.request(request);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, new Accepted(id, request.kind()))
                .header(HttpHeaders.LOCATION, "/api/v1/privacy-requests/" + id)
                .build();
    }

    @GET
    @Operation(summary = "List the requests, latest first")
    public Page<PrivacyRequestView> list(@BeanParam PageRequest page) {
        List<PrivacyRequestView> rows = requests.page(page.cursorKey(PrivacyCursor::parse), page.limit() + 1);
        return Page.of(rows, page.limit(), PrivacyCursor::keyOf);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How far a request is, service by service")
    @APIResponse(responseCode = "200", description = "The request")
    @APIResponse(responseCode = "404", description = "There is no such request")
    public PrivacyRequestView one(UUID id) {
        return requests.one(id);
    }

    @GET
    @Path("/{id}/export")
    @Operation(summary = "Download everything that is stored about the person", description = "Audited.")
    @APIResponse(responseCode = "200", description = "One document with every service's part")
    @APIResponse(responseCode = "404", description = "There is no such export")
    @APIResponse(responseCode = "409", description = "Not every service has answered yet")
    @APIResponse(responseCode = "410", description = "It is no longer kept")
    public PrivacyExportView export(UUID id) {
        return requests.export(id);
    }
}

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
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** What people agreed to, and what they refused or withdrew. */
@Path("/api/v1/consents")
@Tag(name = "Consents", description = "What people agreed to, and what they refused or withdrew")
class ConsentsResource {
    private final ConsentService consents;

    ConsentsResource(ConsentService consents) {
        this.consents = consents;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "The consents of a person, latest recorded first",
            description = "The whole history; of each purpose the current statement counts. Email or personId names the"
                    + " person. What an erased person agreed to is still found, as proof.")
    @APIResponse(responseCode = "200", description = "The history")
    @APIResponse(responseCode = "400", description = "Nobody is named, or both ways at once")
    public Page<ConsentView> list(
            @RestQuery @Parameter(description = "The person's email") String email,
            @RestQuery @Parameter(description = "The person's id") UUID personId,
            @BeanParam PageRequest page) {
        List<ConsentView> rows = consents.history(email, personId, page.cursorKey(Long::valueOf), page.limit() + 1);
        return Page.of(rows, page.limit(), consent -> Long.toString(consent.place()));
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Record a consent, or its withdrawal, on behalf of a person",
            description = "Adds to the history; nothing in it is changed. Audited.")
    @APIResponse(
            responseCode = "201",
            description = "Recorded",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ConsentView.class)))
    @APIResponse(responseCode = "400", description = "All faults of the request")
    @APIResponse(responseCode = "404", description = "Nobody is known by this personId")
    public RestResponse<ConsentView> record(@NotNull @Valid ConsentStatementRequest request) {
        return RestResponse.status(RestResponse.Status.CREATED, consents.record(request));
    }
}

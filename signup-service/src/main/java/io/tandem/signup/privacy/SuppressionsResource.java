package io.tandem.signup.privacy;

import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Those who are never contacted. They may still sign up: then they come to us. */
@Path("/api/v1/suppressions")
@Tag(name = "Suppressions", description = "Those who are never contacted; they may still sign up")
class SuppressionsResource {
    private final SuppressionService suppressions;

    SuppressionsResource(SuppressionService suppressions) {
        this.suppressions = suppressions;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(
            summary = "List those who are not contacted, latest first",
            description = "Of an erased person only the fact is left; asking by email still finds it.")
    public Page<SuppressionView> list(
            @RestQuery @Parameter(description = "Only this person") String email, @BeanParam PageRequest page) {
        List<SuppressionView> rows =
                suppressions.page(Optional.ofNullable(email), page.cursorKey(Long::valueOf), page.limit() + 1);
        return Page.of(rows, page.limit(), suppression -> Long.toString(suppression.place()));
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Never contact somebody", description = "Told to every service. Audited without the name.")
    @APIResponse(
            responseCode = "201",
            description = "Suppressed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SuppressionView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Was suppressed before; nothing has changed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SuppressionView.class)))
    @APIResponse(responseCode = "400", description = "All faults of the request")
    public RestResponse<SuppressionView> suppress(@NotNull @Valid SuppressionRequest request) {
        SuppressionService.Outcome outcome = suppressions.suppress(request);
        return RestResponse.status(
                outcome.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, outcome.suppression());
    }

    @DELETE
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Allow that somebody is contacted again", description = "Told to every service. Audited.")
    @APIResponse(responseCode = "204", description = "Allowed")
    @APIResponse(responseCode = "400", description = "No email is given")
    @APIResponse(responseCode = "404", description = "Nobody of this email is suppressed")
    public void release(@RestQuery @Parameter(description = "Whose", required = true) String email) {
        if (email == null) {
            throw RequestFaults.problem("email", "must be given");
        }
        suppressions.release(email);
    }
}

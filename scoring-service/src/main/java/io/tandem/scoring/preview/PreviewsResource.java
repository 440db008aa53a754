package io.tandem.scoring.preview;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Tries a version of the scoring model. */
@Path("/api/v1/scoring-models/{version}/preview")
@RolesAllowed({Roles.ADMIN, Roles.ANALYST})
@Blocking
@Tag(
        name = "Scoring models",
        description = "How accounts are scored, as data: drafted, checked, published, rolled back")
class PreviewsResource {
    @Inject
    PreviewService previews;

    @POST
    @Operation(
            summary = "Try a version on real accounts",
            description =
                    "Compares it with the version in force, for this moment: who enters and leaves each grade and stage, and"
                            + " whose score moves most. Nothing is changed. What the version newly counts is counted from the"
                            + " calls kept of these accounts; newlyCountedSince says from when on.")
    @APIResponse(responseCode = "200", description = "What it would do")
    @APIResponse(responseCode = "400", description = "All faults of the request or of the version, each with its place")
    @APIResponse(responseCode = "404", description = "No such version")
    @APIResponse(responseCode = "409", description = "Old sums of what it counts are being removed; ask again later")
    public PreviewView preview(@RestPath int version, @NotNull @Valid PreviewRequest request) {
        return previews.preview(version, request.accounts());
    }
}

package io.tandem.routing.rep;

import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/reps/{id}/absences")
@Tag(name = "Reps")
class AbsencesResource {
    @Inject
    Absences absences;

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "When a rep is away, the latest 200, latest first")
    @APIResponse(responseCode = "200", description = "The absences")
    @APIResponse(responseCode = "404", description = "There is no such rep")
    public List<AbsenceView> list(@PathParam("id") UUID id) {
        return absences.of(id);
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Say that a rep is away for days: nothing is assigned meanwhile")
    @APIResponse(
            responseCode = "201",
            description = "The absence was added",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AbsenceView.class)))
    @APIResponse(responseCode = "404", description = "There is no such rep")
    @APIResponse(responseCode = "409", description = "The rep is away on some of these days already")
    public Response add(@PathParam("id") UUID id, @NotNull @Valid AbsenceRequest request) {
        AbsenceView added = absences.add(id, request);
        return Response.created(URI.create("/api/v1/reps/" + id + "/absences/" + added.id()))
                .entity(added)
                .build();
    }

    @DELETE
    @Path("/{absenceId}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Take an absence back; what waits is assigned at once if the rep can receive")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "The rep has no such absence")
    public void remove(@PathParam("id") UUID id, @PathParam("absenceId") UUID absenceId) {
        absences.remove(id, absenceId);
    }
}

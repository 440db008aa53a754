package io.tandem.scoring.signals;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Signals that nobody is to hear of. */
@Path("/api/v1/signals/silences")
@Blocking
@Tag(name = "Signals")
class SilencesResource {
    @Inject
    Silences service;

    @Inject
    SilenceRepository silences;

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List silences", description = "The latest first, those that are over among them.")
    @APIResponse(responseCode = "200", description = "A page of silences")
    @APIResponse(responseCode = "400", description = "Bad filter, limit or cursor")
    public Page<SilenceView> list(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @RestQuery String accountId,
            @Parameter(description = "Name of a signal") @RestQuery String signal,
            @Parameter(
                            description = "true for those that hold now, false for those that are over",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @RestQuery
                    String active,
            @BeanParam PageRequest page) {
        return Page.of(
                silences.find(
                        SignalsResource.uuid(accountId),
                        signal,
                        bool(active),
                        Instant.now(),
                        page.cursorKey(SilenceRepository.Place::parse).orElse(null),
                        page.limit() + 1),
                page.limit(),
                SilenceRepository.Place::of);
    }

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Silence a signal",
            description = "Of one account or of all, until a time or for good. Episodes go on to be recorded, but are"
                    + " not published, and those in force are taken out of the accounts' scores within seconds. Who"
                    + " did it and why is kept.")
    @APIResponse(
            responseCode = "201",
            description = "Silenced",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SilenceView.class)))
    @APIResponse(responseCode = "400", description = "All faults of the request")
    @APIResponse(responseCode = "409", description = "The same is silenced already")
    public RestResponse<SilenceView> silence(@NotNull @Valid SilenceRequest request) {
        return RestResponse.status(RestResponse.Status.CREATED, service.silence(request));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Let a signal be told again",
            description = "What is in force and was never told is published within seconds. The silence stays in the"
                    + " list with who lifted it; lifting it again changes nothing.")
    @APIResponse(responseCode = "204", description = "Lifted")
    @APIResponse(responseCode = "404", description = "No such silence")
    public void lift(@RestPath UUID id) {
        service.lift(id);
    }

    private static Boolean bool(String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw RequestFaults.problem("active", "must be true or false");
        }
        return text == null ? null : Boolean.valueOf(text);
    }
}

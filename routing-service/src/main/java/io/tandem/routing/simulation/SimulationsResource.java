package io.tandem.routing.simulation;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Roles;
import io.tandem.routing.storage.TimeCursor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;

@Path("/api/v1/simulations")
@Tag(name = "Simulations", description = "Policies tried on recorded history, without touching live state")
class SimulationsResource {
    private static final Duration TOLD_EVERY = Duration.ofMillis(500);
    private static final long TOLD_AT_MOST = 7_200;

    @Inject
    SimulationService simulations;

    @POST
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Try a policy on recorded decisions",
            description = "Each is decided again by itself, from its recorded inputs. The answer comes before the work:"
                    + " look again, or read the events.")
    @APIResponse(
            responseCode = "202",
            description = "Begun; Location tells where to look after it",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SimulationView.class)))
    @APIResponse(responseCode = "400", description = "No policy or two, one that does not compile, or a bad filter")
    public RestResponse<SimulationView> begin(@NotNull @Valid SimulationRequest request) {
        SimulationView view = simulations.begin(request);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, view)
                .header(HttpHeaders.LOCATION, "/api/v1/simulations/" + view.id())
                .build();
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.ANALYST})
    @Operation(summary = "Simulations, newest first")
    public Page<SimulationView> list(@BeanParam PageRequest page) {
        TimeCursor after = page.cursorKey(TimeCursor::parse).orElse(TimeCursor.NEWEST);
        return Page.of(simulations.page(after, page.limit() + 1), page.limit(), last -> new TimeCursor(
                                last.createdAt(), last.id())
                        .toString())
                .map(simulations::view);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.ANALYST})
    @Operation(summary = "How far a simulation got, and what it showed")
    @APIResponse(responseCode = "200", description = "Its status, progress and result")
    @APIResponse(responseCode = "404", description = "There is no such simulation")
    public SimulationView get(@PathParam("id") UUID id) {
        return simulations.one(id);
    }

    @GET
    @Path("/{id}/events")
    @RolesAllowed({Roles.ADMIN, Roles.ANALYST})
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Follow a simulation",
            description = "Server-sent events: the simulation twice a second until it has ended, the last one with its"
                    + " result. Ends after an hour at the latest.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = SimulationView.class)))
    @APIResponse(responseCode = "404", description = "There is no such simulation")
    public Multi<SimulationView> events(@PathParam("id") UUID id) {
        simulations.one(id);
        return Multi.createFrom()
                .ticks()
                .every(TOLD_EVERY)
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(tick -> simulations.one(id))
                .select()
                .first(TOLD_AT_MOST)
                .select()
                .first(new UntilEnded());
    }

    @GET
    @Path("/{id}/moves")
    @RolesAllowed({Roles.ADMIN, Roles.ANALYST})
    @Operation(
            summary = "The decisions that would have had another motion or pool, with before and after",
            description =
                    "The latest first, optionally of one account or between two motions. While the simulation is at"
                            + " work, those found so far.")
    @APIResponse(responseCode = "200", description = "The moves")
    @APIResponse(responseCode = "404", description = "There is no such simulation")
    public Page<SimulationMove> moves(
            @PathParam("id") UUID id, @BeanParam MoveFilter filter, @BeanParam PageRequest page) {
        TimeCursor after = page.cursorKey(TimeCursor::parse).orElse(TimeCursor.NEWEST);
        return Page.of(simulations.moves(id, filter, after, page.limit() + 1), page.limit(), last -> new TimeCursor(
                        last.decidedAt(), last.decisionId())
                .toString());
    }

    @POST
    @Path("/{id}/cancellation")
    @Idempotent
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Stop a simulation")
    @APIResponse(responseCode = "200", description = "Stopped; the moves found until then can be read")
    @APIResponse(responseCode = "404", description = "There is no such simulation")
    @APIResponse(responseCode = "409", description = "It has ended")
    public SimulationView cancel(@PathParam("id") UUID id) {
        return simulations.cancel(id);
    }

    /** The one that has ended is told, and none after it. */
    private static final class UntilEnded implements Predicate<SimulationView> {
        private boolean ended;

        @Override
        public boolean test(SimulationView view) {
            boolean before = ended;
            ended = view.status().hasEnded();
            return !before;
        }
    }
}

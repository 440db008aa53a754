package io.tandem.kit.delivery;

import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** What could not be handled, for a person to look at, to repeat or to throw away. */
@Path("/api/v1/dead-letters/{service}")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Dead letters")
public class DeadLettersResource {
    @Inject
    DeadLetters deadLetters;

    @Inject
    SecurityIdentity caller;

    @ConfigProperty(name = "quarkus.application.name")
    String name;

    @PathParam("service")
    @Parameter(description = "The name of the service, for example signup-service")
    String service;

    @GET
    @Operation(summary = "List the records that could not be handled, latest first")
    public Page<DeadLetterView> list(
            @QueryParam("topic") @Parameter(description = "Only those of this topic") String topic,
            @QueryParam("consumer") @Parameter(description = "Only those of this consumer") String consumer,
            @BeanParam PageRequest page) {
        requireThisService();
        long before = page.cursorKey(Long::valueOf).orElse(Long.MAX_VALUE);
        return Page.of(
                        deadLetters.list(
                                Optional.ofNullable(topic), Optional.ofNullable(consumer), before, page.limit()),
                        page.limit(),
                        letter -> Long.toString(letter.id()))
                .map(DeadLetterView::inBrief);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Show one with its headers, its payload and why it failed")
    @APIResponse(responseCode = "200", description = "The dead letter")
    @APIResponse(responseCode = "404", description = "There is none of this id")
    public DeadLetterView show(@PathParam("id") long id) {
        requireThisService();
        return deadLetters.find(id).orElseThrow(DeadLettersResource::unknown);
    }

    @POST
    @Path("/{id}/replay")
    @ResponseStatus(202)
    @Operation(
            summary = "Publish the record to its topic again, under the same event id, for the consumer that gave up")
    @APIResponse(
            responseCode = "202",
            description = "It will be delivered again; if it fails again, it is a new dead letter")
    @APIResponse(responseCode = "404", description = "There is none of this id")
    @APIResponse(responseCode = "409", description = "It is larger than a record may be")
    public void replay(@PathParam("id") long id) {
        requireThisService();
        if (!deadLetters.replay(id, caller.getPrincipal().getName())) {
            throw unknown();
        }
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Throw the record away")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is none of this id")
    public void discard(@PathParam("id") long id) {
        requireThisService();
        if (!deadLetters.discard(id, caller.getPrincipal().getName())) {
            throw unknown();
        }
    }

    /** The gateway routes by the service's name; any other name is a path that does not exist here. */
    private void requireThisService() {
        if (!name.equals(service)) {
            throw Problem.notFound("The dead letters of " + service + " are not kept here.");
        }
    }

    private static Problem unknown() {
        return Problem.notFound("There is no such dead letter.");
    }
}

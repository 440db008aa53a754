package io.tandem.scoring.imports;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.QueryTimes;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import io.tandem.scoring.audit.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Events that happened before: taken in beside those that come in live. */
@Path("/api/v1/imports/events")
@RolesAllowed(Roles.ADMIN)
@Blocking
@Tag(name = "Event imports", description = "Usage of the past, from files or from what the topic still has")
class EventImportsResource {
    private static final String CSV = "text/csv";
    private static final String JSON_LINES = "application/x-ndjson";

    @Inject
    EventUpload upload;

    @Inject
    EventImportService service;

    @Inject
    EventImportRepository imports;

    @Inject
    TopicHistory topic;

    @Inject
    Caller caller;

    @POST
    @Consumes({CSV, JSON_LINES})
    @Operation(
            summary = "Upload a file of calls",
            description = "Each row is a call as an item of a batch has it, with type and timestamp. A CSV file names"
                    + " the members in its first line, those of properties, traits and context with a dot:"
                    + " properties.plan. Up to 64 MB, gzip allowed. Rows count as if they had come in live at their"
                    + " time; one without messageId gets an id made of its text, so the same row counts once. It is"
                    + " known again for as long as calls are kept, 30 days from its import unless configured otherwise:"
                    + " in another file after that it counts again, and mayRepeat says of how many rows this may be"
                    + " true. The same"
                    + " file again is answered with the import that took it.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = JSON_LINES,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "lines", value = """
                                        {"type":"track","event":"Report Shared","userId":"u-1","timestamp":"2026-01-05T09:30:00Z"}
                                        """)),
                @Content(
                        mediaType = CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "table", value = """
                                        type,event,userId,timestamp,properties.plan
                                        track,Report Shared,u-1,2026-01-05T09:30:00Z,team
                                        """))
            })
    @APIResponse(
            responseCode = "202",
            description = "All of it is kept and will be taken in; Location says where to look",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EventImportView.class)))
    @APIResponse(responseCode = "400", description = "No such source, no rows, no CSV or no gzip")
    @APIResponse(responseCode = "413", description = "More than 64 MB, or inflates to more than is allowed")
    public Response upload(
            @Parameter(description = "The source that the calls are from", required = true) @RestQuery String sourceId,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            InputStream sent) {
        boolean csv = type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(CSV);
        return accepted(
                upload.take(sourceOf(sourceId), csv, encoding, sent == null ? InputStream.nullInputStream() : sent));
    }

    /** @param since accepted events from this time on are read again */
    @Schema(description = "What of the topic is to be read again")
    record ReplayRequest(
            @NotNull
            @PastOrPresent
            @Schema(description = "Events accepted from this time on", examples = "2026-01-05T09:30:00Z")
            Instant since) {}

    @POST
    @Path("replays")
    @Idempotent
    @Transactional
    @Operation(
            summary = "Read accepted events again from the topic",
            description = "What counts already stays as it is: for a database that lost some of what it had counted."
                    + " Events that were accepted longer ago than raw events are kept are refused, since nobody could"
                    + " tell whether they count.")
    @APIResponse(
            responseCode = "202",
            description = "It will be read; Location says where to look",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EventImportView.class)))
    public Response replay(@NotNull @Valid ReplayRequest request) {
        UUID id = UUID.randomUUID();
        String positions = topic.since(request.since());
        imports.add(id, EventImportKind.TOPIC, null, null, topic.rows(positions), positions, caller.name());
        return accepted(service.begun(id));
    }

    @GET
    @Operation(summary = "List imports, the latest first")
    public Page<EventImportView> list(@BeanParam PageRequest page) {
        Place place = page.cursorKey(Place::parse).orElse(Place.LATEST);
        List<EventImportView> rows = imports.latest(place.createdAt(), place.id(), page.limit() + 1);
        return Page.of(rows, page.limit(), last -> last.createdAt() + " " + last.id());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "How far an import is")
    @APIResponse(responseCode = "200", description = "The import")
    @APIResponse(responseCode = "404", description = "No such import")
    public EventImportView read(@RestPath UUID id) {
        return service.find(id);
    }

    @GET
    @Path("{id}/refusals")
    @Operation(summary = "The rows that were not taken, and why, in their order")
    @APIResponse(responseCode = "200", description = "A page of rows")
    @APIResponse(responseCode = "404", description = "No such import")
    public Page<EventImportRefusal> refusals(@RestPath UUID id, @BeanParam PageRequest page) {
        service.find(id);
        List<EventImportRefusal> rows =
                imports.refusals(id, page.cursorKey(Long::valueOf).orElse(-1L), page.limit() + 1);
        return Page.of(rows, page.limit(), last -> Long.toString(last.row()));
    }

    @POST
    @Path("{id}/pause")
    @Operation(summary = "Let an import rest")
    @APIResponse(responseCode = "200", description = "It rests")
    @APIResponse(responseCode = "404", description = "No such import")
    @APIResponse(responseCode = "409", description = "It is over")
    public EventImportView pause(@RestPath UUID id) {
        return service.move(id, EventImportState.PAUSED);
    }

    @POST
    @Path("{id}/resume")
    @Operation(summary = "Let an import go on")
    @APIResponse(responseCode = "200", description = "It goes on")
    @APIResponse(responseCode = "404", description = "No such import")
    @APIResponse(responseCode = "409", description = "It is over")
    public EventImportView resume(@RestPath UUID id) {
        return service.move(id, EventImportState.QUEUED);
    }

    @POST
    @Path("{id}/cancel")
    @Operation(summary = "End an import", description = "What it has counted stays counted.")
    @APIResponse(responseCode = "200", description = "It has ended")
    @APIResponse(responseCode = "404", description = "No such import")
    @APIResponse(responseCode = "409", description = "It is over")
    public EventImportView cancel(@RestPath UUID id) {
        return service.move(id, EventImportState.CANCELLED);
    }

    private static Response accepted(EventImportView view) {
        return Response.accepted(view)
                .location(URI.create("/api/v1/imports/events/" + view.id()))
                .build();
    }

    private static UUID sourceOf(String sourceId) {
        if (sourceId == null) {
            throw RequestFaults.problem("sourceId", "is required");
        }
        try {
            return UUID.fromString(sourceId);
        } catch (IllegalArgumentException noId) {
            throw RequestFaults.problem("sourceId", "must be a UUID");
        }
    }

    /** Where a page begins. */
    private record Place(Instant createdAt, UUID id) {
        private static final Place LATEST = new Place(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

        static Place parse(String key) {
            String[] parts = key.split(" ");
            return new Place(QueryTimes.time(parts[0]), UUID.fromString(parts[1]));
        }
    }
}

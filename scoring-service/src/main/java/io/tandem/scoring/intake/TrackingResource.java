package io.tandem.scoring.intake;

import io.tandem.kit.web.Problem;
import io.tandem.scoring.sources.Sources;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The HTTP API of Segment, so that its SDKs work unchanged. Who may send is told by write key, not by token. Short calls do not
 * come this far: {@link TrackingRoute} takes them.
 */
@Path("/v1")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tracking")
class TrackingResource {
    @Inject
    TrackingService service;

    @Inject
    Sources sources;

    @Inject
    ExecutorService workers;

    @POST
    @Path("{call}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take usage events of a Segment-compatible SDK",
            description = "An answer of 200 means that the accepted events are stored durably. The write key comes by "
                    + "Basic authentication as user name, as Bearer token, or as writeKey in the body; those given "
                    + "must agree. A batch is never refused for one bad event: it is listed as rejected.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT),
                            examples = @ExampleObject(name = "batch", value = """
                                                    {"sentAt":"2026-03-02T10:15:30Z","batch":[{"type":"track","userId":"u-1",\
                                                    "event":"Report Shared","messageId":"m-1","timestamp":"2026-03-02T10:15:29Z"}]}""")))
    @APIResponse(
            responseCode = "200",
            description = "What of the call is accepted, and what is not",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TrackingAnswer.class)))
    @APIResponse(responseCode = "400", description = "The body, or a call of one event, cannot be read")
    @APIResponse(responseCode = "401", description = "No write key, an unknown one, or two that disagree")
    @APIResponse(responseCode = "413", description = "More than 500 KB, 2,500 events, or 32 KB in a call of one event")
    @APIResponse(responseCode = "429", description = "Too much to store now; come back after Retry-After seconds")
    @APIResponse(responseCode = "503", description = "Nothing can be stored, or no unknown key checked, now")
    public CompletionStage<TrackingAnswer> take(
            @Parameter(
                            description = "The call, or its short form as browsers send it",
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "track",
                                                "identify",
                                                "group",
                                                "page",
                                                "screen",
                                                "alias",
                                                "batch",
                                                "import",
                                                "t",
                                                "i",
                                                "g",
                                                "p",
                                                "s",
                                                "a",
                                                "b",
                                                "m"
                                            }))
                    @PathParam("call")
                    String path,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_ENCODING) String encoding,
            @Context RoutingContext context,
            byte[] sent) {
        Instant receivedAt = Instant.now();
        Call call = Call.ofPath(path).orElseThrow(() -> Problem.notFound("there is no call " + path));
        byte[] packed = sent == null ? new byte[0] : sent;
        Admission.Ticket ticket = Admission.ticketOf(context);
        Supplier<CompletableFuture<TrackingAnswer>> taken = () -> {
            byte[] body = Body.inflated(packed, encoding);
            ticket.hold(body.length);
            return service.take(call, authorization, body, receivedAt);
        };
        return CompletableFuture.supplyAsync(taken, workers)
                .thenCompose(Function.identity())
                .whenComplete((answer, failure) -> ticket.leave());
    }

    @GET
    @Path("projects/{writeKey}/settings")
    @Operation(summary = "Tell a browser SDK where to send")
    @APIResponse(responseCode = "200", description = "The settings of this source")
    @APIResponse(responseCode = "401", description = "The write key is not known")
    @APIResponse(responseCode = "503", description = "The write key cannot be checked now")
    public Map<String, Object> settings(@PathParam("writeKey") String writeKey, @Context HttpServerRequest request) {
        sources.require(writeKey);
        return Map.of(
                "integrations",
                Map.of(
                        "Segment.io",
                        Map.of(
                                "apiKey",
                                writeKey,
                                "apiHost",
                                request.authority() + "/v1",
                                "protocol",
                                request.scheme())));
    }
}

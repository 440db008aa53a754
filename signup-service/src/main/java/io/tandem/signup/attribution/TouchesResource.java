package io.tandem.signup.attribution;

import io.tandem.kit.web.CallerAddress;
import io.tandem.kit.web.Problem;
import io.tandem.signup.sources.Sender;
import io.tandem.signup.sources.SenderLimits;
import io.tandem.signup.sources.WriteKeys;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Visits before a signup. */
@Path("/api/v1/touches")
@Tag(name = "Attribution", description = "Where people came from")
class TouchesResource {
    private final WriteKeys writeKeys;
    private final TouchService touches;
    private final Validator validator;
    private final SenderLimits limits;
    private final AttributionConfig config;

    TouchesResource(
            WriteKeys writeKeys,
            TouchService touches,
            Validator validator,
            SenderLimits limits,
            AttributionConfig config) {
        this.writeKeys = writeKeys;
        this.touches = touches;
        this.validator = validator;
        this.limits = limits;
        this.config = config;
    }

    @POST
    @PermitAll
    @Operation(
            summary = "Tell the visits of a browser",
            description = "At most 50 at once. What was told before is stored once; what came from nowhere, or is older"
                    + " than visits are kept, is left out. The source's write key comes as for a signup.")
    @APIResponse(responseCode = "204", description = "Stored")
    @APIResponse(responseCode = "400", description = "All faults of the request")
    @APIResponse(responseCode = "401", description = "No write key, several different ones, or one that is not valid")
    @APIResponse(responseCode = "413", description = "More than 32 KB")
    @APIResponse(responseCode = "429", description = "Too many from this address; see Retry-After")
    public void tell(@Context HttpHeaders headers, @Context HttpServerRequest caller, TouchesRequest request) {
        if (request == null) {
            throw Problem.badRequest("The request is empty.");
        }
        Sender sender = writeKeys.senderOf(headers.getHeaderString(HttpHeaders.AUTHORIZATION), request.writeKey());
        limits.take(sender, CallerAddress.of(caller.remoteAddress().hostAddress()), config.callsPerMinute());
        Set<ConstraintViolation<TouchesRequest>> faults = validator.validate(request);
        if (!faults.isEmpty()) {
            throw new ConstraintViolationException(faults);
        }
        touches.store(sender.sourceId(), request);
    }
}

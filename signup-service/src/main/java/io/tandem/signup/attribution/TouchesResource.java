package io.tandem.signup.attribution;

import io.tandem.kit.web.Problem;
import io.tandem.signup.sources.WriteKeys;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import java.util.UUID;
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

    TouchesResource(WriteKeys writeKeys, TouchService touches, Validator validator) {
        this.writeKeys = writeKeys;
        this.touches = touches;
        this.validator = validator;
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
    public void tell(@Context HttpHeaders headers, TouchesRequest request) {
        if (request == null) {
            throw Problem.badRequest("The request is empty.");
        }
        UUID source = writeKeys.sourceOf(headers.getHeaderString(HttpHeaders.AUTHORIZATION), request.writeKey());
        Set<ConstraintViolation<TouchesRequest>> faults = validator.validate(request);
        if (!faults.isEmpty()) {
            throw new ConstraintViolationException(faults);
        }
        touches.store(source, request);
    }
}

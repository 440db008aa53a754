package io.tandem.routing.simulation;

import io.tandem.contracts.Motion;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which moves are asked for; what is left out lets everything pass. */
public class MoveFilter {
    @QueryParam("accountId")
    UUID accountId;

    @QueryParam("before")
    @Parameter(description = "The motion that was decided")
    Motion before;

    @QueryParam("after")
    @Parameter(description = "The motion that would have been decided")
    Motion after;
}

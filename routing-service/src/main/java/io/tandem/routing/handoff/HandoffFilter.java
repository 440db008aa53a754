package io.tandem.routing.handoff;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which handoffs are asked for. Use as {@code @BeanParam}; what is left out lets everything pass. */
public class HandoffFilter {
    static final String ME = "me";

    /** By the time left for the first touch, of those that still wait for one. */
    public enum Due {
        /** The time is up. */
        OVERDUE,
        /** Within the next 24 hours. */
        SOON,
        /** After that. */
        LATER
    }

    @QueryParam("accountId")
    UUID accountId;

    @QueryParam("status")
    @Parameter(description = "One or several of these")
    List<HandoffStatus> statuses;

    @QueryParam("owner")
    @Parameter(description = "The email of who has them, or me")
    String owner;

    @QueryParam("due")
    @Parameter(
            description = "Only those that wait for a first touch which is due like this: OVERDUE, SOON (within 24"
                    + " hours) or LATER")
    Due due;

    /** The owner's email as it is compared, or null for anybody's. */
    String ownerEmail(Caller caller) {
        return ME.equals(owner) ? caller.who() : owner;
    }
}

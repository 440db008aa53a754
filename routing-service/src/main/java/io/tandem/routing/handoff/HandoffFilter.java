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

    @QueryParam("escalatedTo")
    @Parameter(
            description = "The email of who was told that nobody took them in time, or me; those that somebody has"
                    + " accepted since are left out")
    String escalatedTo;

    @QueryParam("due")
    @Parameter(
            description = "Only those that wait for a first touch which is due like this: OVERDUE, SOON (within 24"
                    + " hours) or LATER")
    Due due;

    /** The email that is meant, or null for anybody's. */
    static String email(String asked, Caller caller) {
        return ME.equals(asked) ? caller.who() : asked;
    }
}

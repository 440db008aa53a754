package io.tandem.scoring.signals;

import io.smallrye.common.annotation.Blocking;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.QueryTimes;
import io.tandem.kit.web.RequestFaults;
import io.tandem.kit.web.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Signals over all accounts. */
@Path("/api/v1/signals")
@RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
@Blocking
@Tag(name = "Signals", description = "Patterns in usage that are worth a salesperson's attention")
class SignalsResource {
    @Inject
    SignalListing listing;

    @GET
    @Operation(
            summary = "List episodes of signals",
            description = "Those in force, or those of another state; the latest first.")
    @APIResponse(responseCode = "200", description = "A page of episodes")
    @APIResponse(responseCode = "400", description = "Bad filter, limit or cursor")
    public Page<SignalView> list(
            @Parameter(
                            description = "An account, which may count as part of another",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @RestQuery
                    String accountId,
            @Parameter(description = "For example upgrade-blocked") @RestQuery String name,
            @Parameter(
                            description = "IN_FORCE if it is left out; ALL for every state",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"IN_FORCE", "SILENCED", "ENDED", "WITHDRAWN", "ALL"}))
                    @RestQuery
                    String state,
            @Parameter(
                            description = "Fired then or later",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @RestQuery
                    String from,
            @Parameter(
                            description = "Fired before then",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @RestQuery
                    String to,
            @BeanParam PageRequest page) {
        List<FieldFault> faults = new ArrayList<>();
        Instant since = QueryTimes.time("from", from, faults);
        Instant before = QueryTimes.time("to", to, faults);
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return Page.of(
                listing.find(
                        uuid(accountId),
                        name,
                        state(state),
                        since,
                        before,
                        page.cursorKey(SignalListing.Place::parse).orElse(null),
                        page.limit() + 1),
                page.limit(),
                SignalListing.Place::of);
    }

    static UUID uuid(String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notAUuid) {
            throw RequestFaults.problem("accountId", "must be a UUID");
        }
    }

    /** Null for every state. */
    private static SignalView.State state(String text) {
        if (text == null) {
            return SignalView.State.IN_FORCE;
        }
        try {
            return text.equals("ALL") ? null : SignalView.State.valueOf(text);
        } catch (IllegalArgumentException unknown) {
            throw RequestFaults.problem("state", "must be IN_FORCE, SILENCED, ENDED, WITHDRAWN or ALL");
        }
    }
}
